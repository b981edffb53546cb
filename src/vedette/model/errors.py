"""What a person is told when something cannot be used: one sentence, never a traceback.

Raise `BadInput` for anything that came from outside and cannot be read, `Missing` when data
that is needed is absent or too old. The command line turns them into exit statuses 2 and 3,
the gate into 4xx and the verdict ``unknown``. Anything else that escapes is a bug of ours.
"""


class VedetteError(Exception):
    """Base of the errors that are part of the product."""

    exit_status = 2


class BadInput(VedetteError):
    """Something from outside cannot be used.

    `where` names the file and the place in it (``un.xml, line 12``), `problem` what is wrong,
    `remedy` what to do about it.

    >>> print(BadInput("un.xml, line 12", "the document ends early", "fetch it again"))
    un.xml, line 12: the document ends early; fetch it again.
    """

    def __init__(self, where: str, problem: str, remedy: str = "") -> None:
        self.where, self.problem, self.remedy = where, problem, remedy
        sentence = f"{where}: {problem}" + (f"; {remedy}" if remedy else "")
        super().__init__(sentence.rstrip(".") + ".")


class Missing(VedetteError):
    """Data that the answer needs is not there, or older than the workspace allows.

    >>> print(Missing("no list has been read", "run `vedette see FILE` first"))
    no list has been read; run `vedette see FILE` first.
    """

    exit_status = 3

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__((f"{problem}; {remedy}" if remedy else problem).rstrip(".") + ".")
