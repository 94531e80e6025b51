import type { KindRule } from "../kind-rule.js";
import { anyOf, either, followedBy } from "../word-groups.js";

const paper =
  "paper | document | source | text | article | study | manuscript | publication | author | authors | material | work | note | notes";
const peculiar =
  "specific | particular | peculiar | peculiarit* | unique | distinctive | exclusive | idiosyncratic | special | singular | original | novel | own | nowhere else | alone";
const asking = anyOf(
  "question* | ask* | criteri* | task* | problem* | answer* | probe* | target* | test* | examin* | puzzle* | item* | challenge* | rubric* | solv* | demand* | requir* | build* | hinge* | depend*",
);
const elsewhere = anyOf("reference answer | context");

/** "without having read the document" */
const withoutReading = followedBy(
  "without | never | not | no | absent | delet* | remov* | hid(e|ing) | clos(e|ed|ing) | tak(e|ing) away",
  4,
  `read | reading | see | seen | seeing | access | open | opened | opening | know | knowing | study | studied | studying | consult* | look* | have | having | had | given | ${paper}`,
);
const commonKnowledge = either(
  anyOf("textbook*"),
  followedBy(
    "general | background | common | conventional | ordinary | usual | prior | world | generic | broad | domain | everyday | standard | public | outside",
    2,
    "knowledge | facts | wisdom | understanding | sense | familiarity | expertise | education | material",
  ),
);
const detail =
  "detail | details | finding | findings | insight | insights | observation | observations | result | results | mechanism | mechanisms | design | claim | claims | argument | arguments | fact | facts | reasoning | analysis | experiment | experiments | evidence | contribution | contributions | discover* | choice | choices | condition | conditions | limit | limits | read | reads | reading | say | says";
const detailOfPaper = either(
  new RegExp(
    `${followedBy(detail, 4, "this | the | that | its | one | exactly").source}\\W+(?:\\w+\\W+){0,2}?${anyOf(paper).source}`,
  ),
  /\b(?:this|the) (?:paper|document|article|study|work|text|source|author)(?:'s|s')/,
  followedBy(
    "this paper | the paper | this document | the document | this article | the article | the authors | this study | the study | this work | this text | the text",
    2,
    "discover* | found | find* | report* | observ* | show* | argu* | conclud* | reveal* | uncover* | establish* | demonstrat*",
  ),
);

/** Ask for what only this document answers. */
export const insight: KindRule = {
  ways: [
    {
      topic: asking,
      all: [
        either(
          followedBy(peculiar, 6, paper),
          followedBy(`${paper} | paper's | document's | text's`, 2, peculiar),
        ),
      ],
      unless: elsewhere,
    },
    {
      all: [
        withoutReading,
        anyOf(
          "answer* | solv* | guess* | respond* | reach* | deriv* | get* | know* | work* out | pass* | bluff* | earn* | do well",
        ),
        either(
          anyOf(
            "can not | could not | not be | must not | should not | impossible | unable | fail* | reject* | rewrit* | discard* | replac* | drop | throw | if | ask yourself | check | verify | would | could | whether | only | stuck | lost",
          ),
          /\?/,
        ),
      ],
    },
    {
      all: [
        commonKnowledge,
        anyOf(
          "not | never | no | insufficient | fail* | reject* | avoid* | discard* | replac* | useless | worthless | alone | beyond | if | rule out | rather than | instead of | wrong | incomplete | mislead* | fall short | falls short | too generic | scrap* | throw",
        ),
      ],
      unless: elsewhere,
    },
    {
      topic: asking,
      all: [
        anyOf("impossible | not possible | can not | could not | only"),
        anyOf("unless | without | who"),
        anyOf(
          "claim* | finding* | insight* | idea* | detail* | observation* | paper | document | article | source | text",
        ),
      ],
      unless: anyOf("context"),
    },
    {
      topic: anyOf("question* | ask* | criteri* | task* | problem* | probe* | challenge* | rubric* | item*"),
      all: [
        anyOf(
          "hing* | rest* | depend* | turn* | rel(y|ies|ied|ying) | draw* | buil(d|t|ds|ding) | bas(e|es|ed|ing) | anchor* | root* | tie | tied | ties | exploit* | requir* | need* | demand* | cent(er|re|red|ers|res)* | focus* | revolv* | spring* | stem* | grow* | come* | target* | about | around | impossible",
        ),
        detailOfPaper,
      ],
      unless: either(elsewhere, anyOf("scratchpad")),
    },
  ],
  forbids: [commonKnowledge, anyOf("answer* | question* | suffi* | enough")],
  reversed: either(
    followedBy(
      "do not | never | no longer | need not | should not | must not | does not",
      2,
      "require | insist | demand | tie | limit | restrict | confine | depend | rely | hinge | bother | aim | try | look | build | focus | base | prefer | presuppose | hang",
    ),
    anyOf("not be (tied|limited|confined|restricted|specific|bound|based)"),
    followedBy("general | generic | broad", 2, "better | preferred | best"),
    followedBy(
      "avoid*",
      5,
      "peculiar* | specific | unique | details | hinge | depend | rest | rely | turn | require",
    ),
    /\b(?:must|should) (?:also )?be (?:answerable|solvable|possible)\b(?! only)/,
  ),
};

export const hard: KindRule = {
  ways: [
    {
      topic: anyOf("question* | ask* | task* | problem* | it | challenge* | exam*"),
      all: [
        anyOf(
          "as (hard|difficult|challenging|demanding|tough) as (possible|you can)",
          "(maximally|extremely|exceptionally|extraordinarily|brutally|fiendishly) (hard|difficult|challenging|demanding|tough)",
          "(hardest|most difficult|toughest) (possible|question|you can|imaginable)",
          "(maximum|utmost|greatest possible) difficulty",
        ),
      ],
    },
  ],
};

const brief = "short|brief|concise|terse|compact|succinct";

/** Only where the brevity is the question's own: "a short context and one question" says nothing of the kind. */
export const shortQuestion: KindRule = {
  ways: [
    {
      all: [
        either(
          anyOf(`(${brief}),? (single |simple |clear |crisp |pointed )?questions?`),
          anyOf(`(keep|make) the question (very |as )?(${brief})`),
          anyOf(
            `questions? (itself )?(must be|should be|is|stays?|to be|very) (very |as |rather )?(${brief})`,
          ),
          /\bquestions? (?:\w+ )?(?:of|in|under) (?:at most )?(?:\d+ words|one (?:line|sentence))\b/,
        ),
      ],
    },
  ],
};
