import type { KindRule } from "../kind-rule.js";
import { anyOf, either, followedBy } from "../word-groups.js";

const notWithDecoration = either(
  followedBy(
    "no | not | never | without | avoid* | drop | omit* | instead of | rather than | forbid* | must not | free of | leave out | skip",
    6,
    "plus | signs? | quotes? | quoted | quotation | strings? | units? | prefix* | decoration* | suffix*",
  ),
  /\b(?:no|not|never|without|instead of|rather than)\b[^.;]{0,40}\+\s?\d/,
);

/** A reply that a program can parse: nothing but JSON, weights as plain integers. */
export const strictJson: KindRule = {
  ways: [
    {
      all: [
        anyOf("json"),
        either(
          anyOf(
            "strict* | valid* | only | nothing (else|before|after|but|other) | pars* | machine* | raw | well-formed | standard | conform* | syntax* | bare | pure | rfc | single | exactly one | by itself | alone | solely | exclusively | loads? | linter | decod*",
          ),
          followedBy(
            "no | without | free of",
            2,
            "prose | preamble | commentary | text | fence* | explanation* | markdown | introduction | words",
          ),
        ),
      ],
      unless: anyOf("of this form"),
    },
    {
      topic: anyOf(
        "weights? | numbers? | integers? | points? | scor* | values? | digits? | rubric | criteri*",
      ),
      all: [
        either(
          anyOf(
            "plain | bare | unsigned | unquoted | undecorated | raw | simple | ordinary | naked | pure | whole-number | json numbers? | digits only",
          ),
          notWithDecoration,
        ),
        anyOf("weights? | numbers? | integers? | plus | signs? | digits? | \\d+ | strings? | points?"),
      ],
      unless: anyOf("ask* | question*"),
    },
    {
      topic: anyOf("json | reply | output | response | respond | return | answer | emit | object | brace"),
      all: [
        anyOf(
          "first | last | begin* | start* | open* | end* | clos* | before | after | around | outside | preced* | follow*",
        ),
        either(
          /[{}]/,
          anyOf(
            "braces? | brackets? | preambles? | prose | commentary | greeting | sentences? | explanations? | words? | text | remarks? | introduction | code fences? | fences?",
          ),
        ),
        either(
          /[{}]/,
          anyOf(
            "brace | bracket | no | not | never | without | nothing | omit* | avoid* | drop | forbid* | free of",
          ),
        ),
      ],
      unless: anyOf("question | context | document | paragraph | weak | answer it"),
    },
    {
      topic: anyOf("json | reply | output | response | respond | return | emit | object"),
      all: [
        anyOf(
          "parse | parser | parses | parsed | parsing | pars(e?)able | machine(-| )read* | json.parse | deserial*",
        ),
        anyOf(
          "must | should | directly | strict* | as is | without | first | fails? | breaks? | lost | reject* | thrown | feeds? | fed | goes | will | any | by",
        ),
      ],
    },
  ],
  forbids: [anyOf("plus signs? | preambles? | text (before|after|around) | code fences?")],
  reversed: either(
    followedBy(
      "do not | never | not | no need to",
      2,
      "worry | bother | care | insist | need | require | limit | restrict | fuss | agonise | agonize",
    ),
    anyOf("any (format|form|layout)"),
    anyOf("(not|never) (be )?(strict|valid|plain|bare|json|parsable|parseable|machine)"),
  ),
};
