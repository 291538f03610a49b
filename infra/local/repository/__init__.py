"""A repository to deposit into without an account anywhere: the InvenioRDM records API with memory.

As small as it can be while true for what Zenferry uses; a real InvenioRDM with Zenodo's settings is
the judge. It must not know Zenferry.
"""

from infra.local.repository.faults import KINDS
from infra.local.repository.standin import Standin, make, running
from infra.local.repository.state import Limits

__all__ = ["KINDS", "Limits", "Standin", "make", "running"]
