"""A signed-in session: the device's key, its queue's numbers, and signatures on what it pushes (protocol/methods/auth.md)."""
from .keys import DeviceKey
from .transcript import Mismatch


class Device:
    """A key made here, and the id the server gave the device that holds it."""

    def __init__(self, key=None, identifier=None):
        self.key = key or DeviceKey()
        self.id = identifier
        self.next = 1


class Session:
    def __init__(self, device, answer):
        self.device, self.answer = device, answer
        self.tenant, self.subject = answer["tenant"]["code"], str(answer["subject"])

    @property
    def queue(self):
        return f"{self.device.id}.0"

    def names(self):
        names = {"device": self.device.id, "queue": self.queue, "subject": self.answer["subject"], "account": self.answer["account"],
                 "session": self.answer["session"], "access": self.answer["access"], "refresh": self.answer["refresh"]}
        if "employee" in self.answer:
            names["employee"] = self.answer["employee"]
        return names

    def next_number(self):
        number = self.device.next
        self.device.next += 1
        return number

    def sign(self, params):
        """Signs the mutations of a push that carry no `sig`; `"sig": null` is left as it stands."""
        push = params
        if isinstance(params, dict) and isinstance(params.get("push"), dict):      # sync.round carries its push in a member
            push = params["push"]
        if not isinstance(push, dict) or not isinstance(push.get("muts"), list):
            return
        for mutation in push["muts"]:
            if isinstance(mutation, dict) and "sig" not in mutation and {"n", "op", "a"} <= set(mutation):
                try:
                    mutation["sig"] = self.device.key.sign_mutation(self.tenant, self.device.id, self.subject, push.get("q"), mutation)
                except (ValueError, TypeError):
                    mutation["sig"] = "A" * 86     # no canonical form: the server has to refuse it anyway


async def sign_in(driver, demo, account, greeting, device=None):
    """With a password; a device that is new is enrolled with its key, a known one proves itself."""
    if account["role"] == "operator":
        answer = await driver.request({"jsonrpc": "2.0", "id": 1, "method": "operator.sign_in",
                                       "params": {"name": account["staff_no"], "password": account["password"]}})
        if "result" not in answer:
            raise Mismatch(f"the operator cannot sign in: {answer}")
        return OperatorSession()
    device = device or Device()
    who = device.id or device.key.public
    params = {"tenant": demo["tenant"], "login": account["staff_no"], "password": account["password"], "nonce": greeting["nonce"],
              "device": {"id": device.id} if device.id else {"name": "conformance", "key": device.key.public},
              "sig": device.key.sign_challenge(greeting["name"], demo["tenant"], who, greeting["nonce"])}
    answer = await driver.request({"jsonrpc": "2.0", "id": 1, "method": "auth.sign_in", "params": params})
    if "result" not in answer:
        raise Mismatch(f"{account['role']} cannot sign in: {answer}")
    device.id = answer["result"]["device"]
    return Session(device, answer["result"])


class OperatorSession:
    """Operators push nothing and sign nothing."""
    device = None

    @staticmethod
    def names():
        return {}

    @staticmethod
    def sign(params):
        return None

    @staticmethod
    def next_number():
        raise Mismatch("an operator has no queue")
