"""WORD + SCRIPT → LEMMA. A script says: cut so many letters from the end, add these, keep or lower the case.

After the edit scripts of Chrupała (2006), without inner edits: an irregular form is cut whole.
"""


def script_of(form: str, lemma: str) -> str:
    """The script that leads from a form to its lemma.

    >>> script_of("said", "say"), script_of("Homs", "Homs"), script_of("Was", "be")
    ('l2y', 'k0', 'l3be')
    """
    low_form, low_lemma = form.lower(), lemma.lower()
    same = 0
    while same < min(len(low_form), len(low_lemma)) and low_form[same] == low_lemma[same]:
        same += 1
    case = "l" if lemma == low_lemma else "k"
    return f"{case}{len(low_form) - same}{low_lemma[same:]}"


def lemma_of(form: str, script: str) -> str:
    """Applies a script; a script that cuts more than there is yields the form in its case.

    >>> lemma_of("Carried", "l3y"), lemma_of("Homs", "k0")
    ('carry', 'Homs')
    """
    digits = 1
    while digits < len(script) and script[digits].isdecimal():
        digits += 1
    cut, added = int(script[1:digits]), script[digits:]
    base = form.lower() if script[0] == "l" else form
    if cut > len(base) or (cut == len(base) and not added):
        return base
    stem = base[: len(base) - cut]
    return stem + (added.upper() if form.isupper() and len(form) > 1 and script[0] == "k" else added)
