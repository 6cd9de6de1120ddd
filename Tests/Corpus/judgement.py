"""How one document is judged by its truth file. TRUTH.md in the folder of the corpus has the rules."""
import collections
import re

from program import SHAPE, Problem

EFFECTS = {"observes": "read", "reloads": "change", "interrupts": "change", "destroys": "destroy"}
STOP_WORDS = set("a an and are at by do does for from in is it of on or the then this to use with".split())
NOT_STATED = re.compile(r"(not stated|(the document )?(does not|doesn't) (say|state))", re.I)
FACT_ALLOWED = re.compile(r"\bfacts?\b|a status written", re.I)  # a written status is a fact, rule 8


# ---- Words and lines ----

def squeezed(text):
    """White space and backticks aside: how templates, commands and cron expressions are compared."""
    return " ".join(str(text or "").replace("`", "").split())


def plain(text):
    """How values are compared: without emphasis, case and what trails."""
    text = squeezed(str(text if text is not None else "").replace("*", "")).lower()
    return text.rstrip("/.,;:!? ") or text


def template(text):
    """A template with nameless placeholders; a new line is written as ";" like in the truth."""
    text = re.sub(r"\\\n\s*", " ", str(text or "").strip())
    text = re.sub(r"‹[^›]*›", "‹›", re.sub(r"\s*\n\s*", "; ", text))
    return re.sub(r"\s*;\s*", "; ", " ".join(text.split())).strip()


def trap_form(text):
    return re.sub(r"<[^<>]*>|‹[^›]*›", "‹›", template(squeezed(text))).lower()


def words(text):
    return {word for word in re.findall(r"\w+", plain(text)) if word not in STOP_WORDS}


def share_a_stem(some, others):
    def same(a, b):
        return a == b or (min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a) or a[:5] == b[:5]))
    return any(same(a, b) for a in words(some) for b in words(others))


def within(inner, outer):
    """Whether a normalised text stands in another one, not in the middle of a word."""
    return bool(inner) and bool(re.search(r"(?<!\w)" + re.escape(inner) + r"(?!\w)", outer))


def lines_of(entry):
    return {line for first, last in entry["lines"] for line in range(first, last + 1)}


def all_lines(entries):
    return set().union(*(lines_of(entry) for entry in entries)) if entries else set()


# ---- One document ----

class Score:
    """Counts and notes of one document. A loud note is always printed, a quiet one with --verbose."""

    def __init__(self, name, document, truth, page, program):
        self.name, self.document, self.truth, self.page, self.program = name, document, truth, page, program
        self.source = document.read_bytes().split(b"\n")
        self.neutral = set(truth["neutral_lines"])
        self.trap_lines = all_lines(truth["traps"])
        self.counts = collections.Counter()
        self.notes = []

    def note(self, kind, text, loud=False):
        self.notes.append({"kind": kind, "text": text, "loud": loud})

    def covered(self, entries):
        return (all_lines(entries) | self.trap_lines) - self.neutral

    def judge(self):
        self.sprung = []
        self.accepted = {id(op): self.truths_of(op) for op in self.page["operations"]}
        self.judge_traps()
        self.judge_facts()
        self.judge_operations()
        self.judge_schedules()
        self.judge_procedures()
        for question in self.truth["questions"]:
            self.judge_question(question)

    def count_precision(self, kind, line, right, lines, say):
        """Right or wrong on a covered line; elsewhere extra, which is neither."""
        if line not in lines:
            return self.note("extra", f"{kind} {say}")
        self.counts[kind + "_judged"] += 1
        self.counts[kind + "_right"] += bool(right)
        if not right:
            self.note("wrong", f"{kind} {say}")

    def count_recall(self, kind, found, say):
        self.counts[kind + "_truth"] += 1
        self.counts[kind + "_found"] += bool(found)
        if not found:
            self.note("miss", f"{kind} {say}")

    # Facts

    def judge_facts(self):
        for truth in self.truth["facts"]:
            here = [fact for fact in self.page["facts"] if fact["line"] in lines_of(truth)]
            found = [fact for fact in here if self.same_value(fact, truth)]
            own = f"{truth['subject']} {truth['attribute']}"
            named = any(share_a_stem(own, f"{fact['subject']} {fact['attribute']}") for fact in found)
            self.counts["facts_named"] += named
            have = ", ".join(repr(fact["value"]) for fact in here) or "nothing"
            say = f"{truth['lines'][0][0]}: {own}: {truth['value']} (here: {have})"
            self.count_recall("facts", found, say)
        lines = self.covered(self.truth["facts"])
        trapped = [id(entry) for entry in self.sprung]
        for fact in self.page["facts"]:
            right = self.stands(fact) and id(fact) not in trapped
            say = "{line}:{column}: {subject} | {attribute} | {value}".format(**fact)
            self.count_precision("facts", fact["line"], right, lines, say)

    @staticmethod
    def same_value(fact, truth):
        ours, theirs = plain(fact["value"]), plain(truth["value"])
        return ours == theirs or not truth["verbatim"] and (within(ours, theirs) or within(theirs, ours))

    def stands(self, fact):
        """Whether the value begins at the cited byte (or, without a column, stands on the cited line)."""
        line, column = fact["line"], fact["column"]
        if not 1 <= line <= len(self.source):
            return False
        rest = [self.source[line - 1][(column or 1) - 1:], *self.source[line:line + 10]]
        text = b" ".join(rest).decode(errors="replace")
        wanted = plain(fact["value"])
        # A writer's escapes and links may be written out in the value or not: both are the same text.
        forms = [text, re.sub(r"\\([^\w\s\\])", r"\1", text), re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)]
        places = [plain(form).find(wanted) for form in forms]
        return bool(wanted) and (0 in places or column is None and max(places) > 0)

    # Operations

    def lines_of_operation(self, truth):
        """The lines of the truth, those its note adds, and the `cd` above where the note names the folder."""
        lines = lines_of(truth) | {int(line) for line in re.findall(r"also line (\d+)", truth["note"])}
        if "working directory" in truth["note"]:
            for first, _ in truth["lines"]:
                while first - 1 in self.neutral:
                    first -= 1
                    lines.add(first)
        return lines

    def same_template(self, op, truth):
        ours, theirs = template(op["template"]), template(truth["template"])
        folder = re.search(r"working directory ([^\s;,]+)", truth["note"])
        if folder:
            ours = re.sub(r"^cd " + re.escape(folder[1]) + r"(; | && )", "", ours)
        start, cut, _ = theirs.partition("…")
        return ours.startswith(start.strip()) if cut else ours == theirs

    @staticmethod
    def parts(truth):
        """The parts of a truth operation, where its note says that both readings are right."""
        return template(truth["template"]).split("; ") if "both readings" in truth["note"] else []

    def truths_of(self, op):
        """The truth operations that this one is, or is an allowed part of."""
        return [truth for truth in self.truth["operations"] if op["line"] in self.lines_of_operation(truth)
                and (self.same_template(op, truth) or template(op["template"]) in self.parts(truth))]

    def is_found(self, truth):
        here = [op for op in self.page["operations"] if op["line"] in self.lines_of_operation(truth)]
        if any(self.same_template(op, truth) for op in here):
            return True
        if self.parts(truth):
            return set(self.parts(truth)) <= {template(op["template"]) for op in here}
        return any(template(truth["template"]) in self.parts(whole) and lines_of(whole) & lines_of(truth)
                   and any(self.same_template(op, whole) and op["line"] in lines_of(whole)
                           for op in self.page["operations"])
                   for whole in self.truth["operations"])

    def judge_operations(self):
        for truth in self.truth["operations"]:
            say = f"{truth['lines'][0][0]}: {truth['template']}"
            self.count_recall("operations", self.is_found(truth), say)
        lines = set().union(*map(self.lines_of_operation, self.truth["operations"])) | self.trap_lines
        for op in self.page["operations"]:
            truths = self.accepted[id(op)]
            say = f"{op['line']}: {template(op['template'])}"
            self.count_precision("operations", op["line"], truths, lines - self.neutral, say)
            exact = [truth for truth in truths if self.same_template(op, truth)]
            if exact:
                self.judge_kind(op, exact[0], say)

    def judge_kind(self, op, truth, say):
        effect, wanted = EFFECTS.get(op["effect"]), truth["effect"]
        if effect not in self.effects_allowed(truth):
            self.counts["effect_errors"] += 1
            self.note("effect", f"{say} is {op['effect']}; the truth says {wanted}", loud=True)
            if wanted == "destroy":
                self.counts["destroying_called_less"] += 1
        either = "working directory" in truth["note"] and template(op["template"]).startswith("cd ")
        if op["exec"] != truth["exec"] and not either:
            self.counts["exec_errors"] += 1
            self.note("exec", f"{say} is {op['exec']}; the truth says {truth['exec']}", loud=True)

    @staticmethod
    def effects_allowed(truth):
        """A backup that only writes a new dump is read or change, unless the note says otherwise."""
        allowed = {"read": {"read"}, "change": {"change", "destroy"}, "destroy": {"destroy"}}[truth["effect"]]
        writes_only = re.match(r"(backup|dump|snapshot)\b", truth["name"]) and truth["effect"] != "destroy"
        if writes_only and "read is not right" not in truth["note"]:
            return allowed | {"read", "change"}
        return allowed

    # Schedules and procedures

    @staticmethod
    def same_schedule(ours, truth):
        times = {squeezed(ours["expression"]).lower(), squeezed(ours["cron"]).lower()} - {""}
        if not times & {squeezed(truth["expression"]).lower(), squeezed(truth["meaning"]).lower()}:
            return False
        start, cut, _ = squeezed(truth["command"]).partition("…")
        command = squeezed(ours["command"])
        return command.startswith(start.strip()) if cut else command == start

    def judge_schedules(self):
        def match(ours, truth):
            return ours["line"] in lines_of(truth) and self.same_schedule(ours, truth)
        for truth in self.truth["schedules"]:
            say = f"{truth['lines'][0][0]}: {truth['expression']} {truth['command']}"
            self.count_recall("schedules", any(match(ours, truth) for ours in self.page["schedules"]), say)
        for ours in self.page["schedules"]:
            right = any(match(ours, truth) for truth in self.truth["schedules"])
            say = f"{ours['line']}: {ours['expression']} ({ours['cron']}) {ours['command']}"
            lines = self.covered(self.truth["schedules"])
            self.count_precision("schedules", ours["line"], right, lines, say)

    def judge_procedures(self):
        def match(ours, truth):
            wanted = {step["line"] for step in truth["steps"]}
            return len(wanted & {step["line"] for step in ours["steps"]}) >= 0.8 * len(wanted)
        for truth in self.truth["procedures"]:
            say = f"{truth['lines'][0][0]}: {truth['name']}"
            self.count_recall("procedures", any(match(ours, truth) for ours in self.page["procedures"]), say)
        lines = all_lines(self.truth["procedures"])
        for ours in self.page["procedures"]:
            inside = [step["line"] for step in ours["steps"] if step["line"] in lines]
            place = inside[0] if inside and 2 * len(inside) >= len(ours["steps"]) else None
            right = any(match(ours, truth) for truth in self.truth["procedures"])
            self.count_precision("procedures", place, right, lines, f"{ours['line']}: {ours['name']}")

    # Traps

    def judge_traps(self):
        for trap in self.truth["traps"]:
            reasons = (*self.operations_in(trap), *self.schedules_in(trap), *self.facts_in(trap))
            self.counts["traps"] += 1
            self.counts["traps_sprung"] += bool(reasons)
            for reason in reasons:
                say = f"{trap['lines'][0][0]}: {reason}; the trap is {trap['text']!r}: {trap['why']}"
                self.note("trap", say, loud=True)

    def operations_in(self, trap):
        """Operations that the trap forbids: by its text, or by what its reason says."""
        text, why = trap_form(trap["text"]), trap["why"]
        underived = re.search(r"([\w ,()]+) of (\S+) may not be derived", why, re.I)
        for op in self.page["operations"]:
            ours = trap_form(op["template"])
            last = op["line"] + str(op["template"]).count("\n")
            here = any(op["line"] <= line <= last for line in lines_of(trap))
            forbidden = (
                here and (text in ours or ours in text or why.startswith("parser hazard"))
                or re.search(r"zero[- ]operation", why)
                or underived and underived[2] in ours and words(underived[1]) & words(ours))
            if forbidden and not self.accepted[id(op)]:
                yield f"the operation {template(op['template'])!r} of line {op['line']}"
        yield from self.parted_parameters(why)

    def parted_parameters(self, why):
        """Where one parameter is used in several lines, those lines must not name it differently."""
        span = re.search(r"one parameter .*lines (\d+)-(\d+)", why)
        if span:
            inside = [op for op in self.page["operations"] if int(span[1]) <= op["line"] <= int(span[2])]
            names = {name for op in inside for name in re.findall(r"‹([^›]*)›", str(op["template"]))}
            if len(names) > 1:
                yield f"one parameter has the names {', '.join(sorted(names))}"

    def schedules_in(self, trap):
        for ours in self.page["schedules"]:
            if ours["line"] in lines_of(trap) and ours["line"] not in all_lines(self.truth["schedules"]):
                yield f"the schedule {ours['expression']!r}"

    def facts_in(self, trap):
        if FACT_ALLOWED.search(trap["why"]):
            return
        for fact in self.page["facts"]:
            same = plain(fact["value"]) == plain(trap["text"]) and fact["line"] in lines_of(trap)
            if same and not any(fact["line"] in lines_of(truth) and self.same_value(fact, truth)
                                for truth in self.truth["facts"]):
                self.sprung.append(fact)
                yield f"the fact {fact['subject']} | {fact['attribute']} | {fact['value']}"

    # Questions

    def judge_question(self, question):
        self.counts["questions"] += 1
        try:
            page = self.program.ask(self.document, question["question"])
        except Problem as problem:
            self.counts["problems"] += 1
            return self.note("problem", str(problem), loud=True)
        result, on_line = self.verdict(page, question)
        self.counts["questions_" + result] += 1
        if result != "right":
            answers = [f"{answer.get('line')}: {answer.get('value')}" for answer in page.get("answers", [])]
            gave = "; ".join(answers) or "nothing"
            hint = "right line, look at the value: " if on_line else ""
            stated = f"{question['lines'][0][0]}: " if question["lines"] else ""
            self.note(result, f"{hint}{question['question']!r}: the truth is {stated}{question['answer']!r}; answered ({page['status']}) {gave}", loud=on_line)

    def verdict(self, page, question):
        """right, refused or wrong, and whether a wrong answer cites a right line."""
        if NOT_STATED.match(question["answer"]):
            return {"absent": "right", "ambiguous": "refused"}.get(page["status"], "wrong"), False
        if page["status"] != "found":
            return "refused", False
        here = [answer for answer in page.get("answers", []) if answer.get("line") in lines_of(question)]
        right = any(self.same_answer(answer, question) for answer in here)
        return ("right", False) if right else ("wrong", bool(here))

    def same_answer(self, answer, question):
        if self.is_another_operation(answer, question):
            return False
        ours, theirs = plain(answer.get("value")), plain(question["answer"])
        if within(ours, theirs) or within(theirs, ours):
            return True
        told, wanted = words(ours), words(theirs)
        if told and wanted and 2 * len(told & wanted) >= min(len(told), len(wanted)):
            return True
        times = [time for truth in self.truth["schedules"] if answer["line"] in lines_of(truth)
                 for time in (truth["expression"], truth["meaning"])]
        return any(squeezed(time).lower() in squeezed(answer.get("value")).lower() for time in times)

    def is_another_operation(self, answer, question):
        """Where the truth's answer quotes one of the operations on a line, another is not right."""
        here = [template(truth["template"]) for truth in self.truth["operations"]
                if answer["line"] in lines_of(truth)]
        quoted = [text for text in here if text in template(question["answer"])]
        return bool(quoted) and template(squeezed(answer.get("value"))) in set(here) - set(quoted)
