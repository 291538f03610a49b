"""New versions and corrections of what is published already."""
