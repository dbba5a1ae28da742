"""Who stands between whom: Gould and Fernandez's brokerage roles, what chance gives of them, and how to test them."""
