"""A witness of a tenant's log: signs checkpoints that go on from what it saw before, and raises an alarm at those that do not.

It need not trust the server, only be reachable for those who compare: `python3 -m gongdao.witness`.
"""
