"""A deposit without a browser, over the same public API: what a script or a pipeline runs.

`zenferry deposit` is command.py; everything below it can be driven in process:

    from zenferry.client.api import Api
    from zenferry.client.deposit import Depositing, Wish
    from zenferry.client.files import gathered
    from zenferry.client.inline import Inline
    from zenferry.client.journal import Journal

    around = Around(clock=..., sleep=..., random=...)        # around.py: time and chance
    api = Api("https://host/api", line, around)              # line.py: Protocol Line, one method
    deposit = Depositing(api, Journal(path, ...), telling, pool=Inline())
    deposit.run(Wish(opens={"invitation": ...}, values=..., files=gathered([...])))

`line` is everything that reaches the network: calls to the API and parts to the storage pass
through its one method. With Inline as the pool nothing runs beside the caller, so that the same
faults come at the same places each time. Where a process would be killed, raise a BaseException
from the line or the journal's `write`: it passes through, and a second Depositing over the same
journal file goes on.
"""
