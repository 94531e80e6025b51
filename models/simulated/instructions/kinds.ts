/**
 * What kinds of instruction the simulated challenger and verifier understand. A kind is a set of ways to say
 * it; a way is a set of word groups that must all occur in one sentence. `topic` may also be met by the heading
 * above the sentence or, where the sentence points back, by the sentence before.
 */
export const kinds = [
  "insight",
  "noLeak",
  "positiveOnly",
  "capped",
  "strictJson",
  "hard",
  "shortQuestion",
  "selfContained",
  "negativesWanted",
  "strictLeakCheck",
] as const;
export type Kind = (typeof kinds)[number];

export interface Way {
  /** The way is only a mention: it says the kind in its mildest form. */
  readonly mild?: true;
  readonly topic?: RegExp;
  readonly all: readonly RegExp[];
  readonly unless?: RegExp;
}

export interface KindRule {
  readonly ways: readonly Way[];
  /** Turns a matching sentence into its opposite: an instruction not to do it. */
  readonly reversed?: RegExp;
}

const paper =
  "(?:paper|document|source|text|article|study|manuscript|publication|authors?|material|work|notes?)";
const peculiar =
  "(?:specific|particular|peculiar|peculiarit\\w+|unique|distinctive|exclusive|idiosyncratic|special|singular|original|novel|own|nowhere else|alone)";
const paperDetail = new RegExp(
  `\\b${peculiar}\\b(?:\\W+\\w+){0,6}?\\W+${paper}\\b|\\b${paper}(?:'s)?[- ](?:\\w+\\W+){0,2}?${peculiar}\\b|\\b${paper}-bound\\b`,
);
const asking =
  /\b(?:question|ask|criteri|task|problem|answer|probe|target|test|examin|puzzle|item|challenge|rubric|solv|demand|requir|build|hinge|depend)\w*/;
const withoutPaper = new RegExp(
  `\\b(?:without|never|not|no|absent|delet\\w+|remov\\w+|hid(?:e|ing)|clos(?:e|ed|ing)|tak(?:e|ing) away)\\b(?:\\W+\\w+){0,4}?\\W+(?:read|reading|see|seen|seeing|access|open|opened|opening|know|knowing|study|studied|studying|consult\\w*|look\\w*|have|having|had|given|${paper})\\b`,
);
const context =
  /\b(?:(?:context|background|set-?up|scene|preamble|introduction|intro|framing|setting|scenario|lead-in|passage|paragraph|premise|vignette|briefing)s?|opening(?: (?:paragraph|passage|text|lines?|description|section))?(?! words?\b))\b/;
const mildSolution = /\b(?:findings?|results?|conclusions?|outcomes?|discover\w*)\b/;
const solution =
  /\b(?:mechanisms?|solutions?|answers?|spoilers?|techniques?|resolution|explanations?|trick|ideas?|insights?|approach|methods?|fix|remedy|takeaways?|contributions?|lesson|punchline|cause|workings|how|why|resolv\w+|solves?|solved)\b/;
const keepOut =
  /\b(?:not|never|no|nor|nothing|none|nobody|without|avoid\w*|(?:keep|keeps|keeping|kept|leav\w+|left|stay\w*|taken?)\b[^.;]*?\bout|away from|hidden|secret|withh[eo]ld\w*|omit\w*|hid(?:e|ing)|exclud\w+|remov\w+|strip\w*|conceal\w*|hold back|held back|refrain\w*|forbid\w*|forbidden|prohibit\w*|ban\w*|free of|silent|only|solely|confin\w+|limit\w*|restrict\w*|stop\w*|reserv\w+|delet\w+|cut|reject\w*|rewrit\w+|redo|discard\w*|start over|instead of|off limits|rather than|must be gone|rework\w*|revis\w+|trim\w*|spoil\w*)\b/;
const rubric = /\b(?:rubric|criteri\w+|weights?|points?|scor\w+|items?|marks?|grading|entries|penalt\w+)\b/;
const minus =
  "(?:negativ\\w*|penalt\\w*|penali[sz]\\w*|deduct\\w*|subtract\\w*|minus|below (?:zero|0))";
const removal =
  "(?:no|not|never|without|drop\\w*|omit\\w*|avoid\\w*|zero|remov\\w+|forbid\\w*|leave out|refrain\\w*|eliminat\\w+|skip\\w*|ban\\w*|abolish\\w*|exclud\\w+|free of|delet\\w+|none|nothing|instead of|in place of|rather than|get rid of|abandon\\w*|do away with)";
const smallNumber =
  "\\+?(?:4|5|6|7|8|five|six|seven|eight)\\b(?!\\s*(?:to|-|or|criteri|positive|negative|items|entries))";

export const kindRules: Readonly<Record<Kind, KindRule>> = {
  insight: {
    ways: [
      { topic: asking, all: [paperDetail], unless: /reference answer|\bcontext\b/ },
      {
        all: [
          withoutPaper,
          /\b(?:answer|solv|guess|respond|reach|deriv|get|know|work\w* out|pass|bluff|earn|do well)\w*/,
          /\b(?:can not|could not|not be|must not|should not|impossible|unable|fail\w*|reject\w*|rewrit\w+|discard\w*|replac\w+|drop|throw|if|ask yourself|check|verify|would|could|whether|only|stuck|lost)\b|\?/,
        ],
      },
      {
        all: [
          /\btextbook|\b(?:general|background|common|conventional|ordinary|usual|prior|world|generic|broad|domain|everyday|standard|public|outside)(?: \w+){0,2} (?:knowledge|facts?|wisdom|understanding|sense|familiarity|expertise|education|material)\b/,
          /\b(?:not|never|no|insufficient|fail\w*|reject\w*|avoid\w*|discard\w*|replac\w+|useless|worthless|alone|beyond|if|rule out|rather than|instead of|wrong|incomplete|mislead\w*|falls? short|too generic|scrap\w*|throw)\b/,
        ],
        unless: /reference answer|\bcontext\b/,
      },
      {
        topic: asking,
        all: [
          /\b(?:impossible|not possible|can not|could not|only)\b/,
          /\b(?:unless|without|who)\b/,
          /\b(?:claim|finding|insight|idea|detail|observation|paper|document|article|source|text)s?\b/,
        ],
        unless: /\bcontext\b/,
      },
      {
        topic: /\b(?:question|ask|criteri|task|problem|probe|challenge|rubric|item)\w*/,
        all: [
          /\b(?:hing|rest|depend|turn|rel[iy]|draw|built?|bas|anchor|root|tie|tied|exploit|requir|need|demand|cent|focus|revolv|spring|stem|grow|come|target|about|around|impossible)\w*/,
          new RegExp(
            `\\b(?:details?|findings?|insights?|observations?|results?|mechanisms?|design|claims?|arguments?|facts?|reasoning|analysis|experiments?|evidence|contributions?|discover\\w+|choices?|conditions?|limits?|reads?|reading|says?)\\b(?:\\W+\\w+){0,4}?\\W+(?:this|the|that|its|one|exactly)\\W+(?:\\w+\\W+){0,2}?${paper}\\b|\\b(?:this|the) ${paper}'s\\b|\\b(?:this|the|these|its) ${paper}\\W+(?:\\w+\\W+){0,2}?(?:discover|found|find|report|observ|show|argu|conclud|reveal|uncover|establish|demonstrat)\\w*`,
          ),
        ],
        unless: /reference answer|\bcontext\b|\bscratchpad\b|\bdo not interpret\b/,
      },
    ],
    reversed:
      /\b(?:do not|never|no longer|need not|(?:should|must|does|do) not)\s+(?:\w+\s+){0,2}?(?:require|insist|demand|tie|limit|restrict|confine|depend|rely|hinge|bother|aim|try|look|build|focus|base|prefer|presuppose|hang)\b|\bnot be (?:tied|limited|confined|restricted|specific|bound|based)\b|\b(?:general|generic|broad) (?:questions? )?(?:is|are) (?:better|preferred|best|what we want)|\bavoid\w*\s+(?:\w+\s+){0,5}?(?:peculiar|specific|unique|details|hinge|depend|rest|rely|turn|require)|\b(?:must|should) (?:also )?be (?:answerable|solvable|possible)\b(?! only)/,
  },
  noLeak: {
    ways: [
      { topic: context, all: [solution, keepOut], unless: /\bground\w*/ },
      { mild: true, topic: context, all: [mildSolution, keepOut], unless: /\bground\w*/ },
      {
        topic: context,
        all: [
          /\b(?:context|background|set-?up|scene|paragraph|passage|introduction|it|this)\b(?:\W+\w+){0,3}?\W+(?:alone|by itself|on its own|only)\b|\b(?:from|with|given|using)\b(?:\W+\w+){0,3}?\W+(?:context|background|paragraph|passage)\b/,
          /\b(?:answer\w*|solv\w*|infer\w*|work\w* out|deduc\w*|guess\w*|read off|copy|copied|lift\w*|find|found)\b/,
          /\b(?:not|never|no|nobody|none|if|whether|rewrit\w+|reject\w*|redo|remov\w+|impossible|fail\w*|check|ask yourself|could|would|should)\b|\?/,
        ],
      },
      {
        all: [
          /\b(?:leak\w*|spoil\w*|g[ai]ve\w* away|giving away|tip\w* off|reveal\w*|disclos\w*|divulg\w*|betray\w*)\b/,
          /\b(?:not|never|no|nothing|without|avoid\w*|forbid\w*|forbidden|prohibit\w*|reject\w*|rewrit\w+|check|must be|zero|prevent\w*|guard)\b/,
          /\b(?:answers?|solutions?|mechanisms?|findings?|results?|conclusions?|context|background|how|outcome)\b/,
        ],
      },
    ],
    reversed:
      /\b(?:do not|never|not|no need to|nor)\s+(?:\w+\s+){0,2}?(?:omit|drop|avoid|skip|remove|leave\b[^.;]*? out|withhold|hide|exclude|conceal|refrain|hold back|keep|strip|cut|shy)\b|\b(?:do|should|must|always|please|make sure to|be sure to)\s+(?:state|include|explain|mention|describe|give|present|summari[sz]e|spell out|contain)\b/,
  },
  positiveOnly: {
    ways: [
      {
        topic: rubric,
        all: [
          /\bpositiv\w*|\brewards?\b|\b(?:gain|earn|add|collect|win)s? (?:\w+ )?points?\b|\bgreater than (?:zero|0)|\babove (?:zero|0)/,
          /\b(?:only|solely|exclusively|all|every|each|entirely|purely|nothing but|throughout|just|none but)\b/,
        ],
        unless: /\bnegative criteri\w+ with\b|\bpositive (?:tone|language|wording)\b/,
      },
      {
        all: [
          new RegExp(
            `\\b${removal}\\b(?:\\W+\\w+){0,6}?\\W+${minus}|\\b${minus}(?:\\W+\\w+){0,6}?\\W+(?:forbidden|prohibited|banned|not allowed|not permitted|excluded|removed|dropped|abolished|omitted|left out|unwelcome|off limits|out|gone|(?:not|never) (?:appear|occur|exist|be (?:used|given|written|part|present)))\\b`,
          ),
          /\b(?:criteri\w+|weights?|rubric|items?|points?|marks?|entries|scor\w+|categor\w+|penalt\w*|deduct\w*)\b/,
        ],
        unless: /\bstyle\b|\bnegative (?:tone|language|wording|results?)\b/,
      },
    ],
    reversed:
      /\b(?:do not|never|not|no need to|nor)\s+(?:\w+\s+){0,2}?(?:omit|drop|avoid|skip|remove|leave out|exclude|restrict|limit|confine|forget|delete|be shy|hesitate|use only|shy)\b|(?<!\b(?:not|never|nor|to) )\b(?:include|add|keep|use|write|want|need)\s+(?:\w+\s+){0,3}?(?<!\b(?:no|without|zero) )negativ\w*|\bnot (?:only|just|all|every|solely|exclusively)\b|\bonly if\b|\bno (?:fewer|less) than\b/,
  },
  capped: {
    ways: [
      {
        topic: /\b(?:weights?|points?|scor\w+|importance|criteri\w+|rubric|items?|worth|marks?)\b/,
        all: [
          new RegExp(
            `\\b(?:at most|at the most|(?:no|not|never) (?:more|higher|greater|larger|bigger|heavier) than|maxim\\w+(?: weight)?(?: of| is| at|:)?|cap(?:ped)?(?: \\w+){0,4}? (?:at|to|of)|caps?|capping(?: \\w+){0,4}? at|(?:not|never) (?:\\w+ ){0,2}?(?:exceed|above|beyond|over|surpass|go above|go over)|(?:no|not|never|none|nothing|without|avoid)(?:\\W+\\w+){0,7}?\\W+(?:above|over|beyond|exceed\\w*|(?:larger|higher|greater|bigger|heavier|more) than)|exceeds?|up to|ceiling(?: \\w+){0,2}? (?:of|at|is)|upper (?:limit|bound)(?: \\w+){0,2}?(?: of| is| at)?|limit(?:ed)?(?: \\w+){0,4}? to|top(?:s|ping)? out at|stay\\w* (?:at or )?(?:below|under|within)|keep\\w*(?: \\w+){0,5}? (?:at or )?(?:below|under|within)|heaviest(?: \\w+){0,3}? is|largest(?: \\w+){0,3}? is|highest(?: \\w+){0,3}? is|(?:from |between )?\\+?(?:1|one|2|two)\\s?(?:to|through|and|-|up to))\\s*(?:a |an )?${smallNumber}|<=?\\s*${smallNumber}|\\b(?:seven|7|six|6|5|five|8|eight) (?:as|is|being) the (?:ceiling|cap|max\\w*|limit|upper|highest|largest|heaviest)|\\b(?:seven|7|six|6|five|5|eight|8) (?:points )?(?:at most|or (?:less|lower|below|under)|max\\w*)\\b`,
          ),
        ],
      },
    ],
    reversed:
      /\b(?:may|can|could|should) (?:\w+ )?(?:exceed|go (?:above|beyond|over)|be (?:higher|larger|greater|heavier))\b|\b(?:do not|never|no need to|not) (?:\w+ ){0,2}?(?:cap|limit|restrict)\b/,
  },
  strictJson: {
    ways: [
      {
        all: [
          /\bjson\b/,
          /\b(?:strict\w*|valid\w*|only|nothing (?:else|before|after|but|other)|pars\w+|machine\w*|(?:no|without|free of) (?:\w+ ){0,2}?(?:prose|preamble|commentary|text|fence\w*|explanation\w*|markdown|introduction|words)|raw|well-formed|standard|conforming|conform\w*|syntax\w*|bare|pure|rfc|single|exactly one|by itself|alone|solely|exclusively|loads?|linter|decod\w+)\b/,
        ],
        unless: /\bof this form\b/,
      },
      {
        topic: /\b(?:weights?|numbers?|integers?|points?|scor\w+|values?|digits?|rubric|criteri\w+)\b/,
        unless: /\b(?:ask|question)\w*\b/,
        all: [
          /\b(?:plain|bare|unsigned|unquoted|undecorated|raw|simple|ordinary|naked|pure|whole-number|json numbers?|digits only)\b|(?:\bno|\bnot|\bnever|\bwithout|\bavoid\w*|\bdrop|\bomit\w*|\binstead of|\brather than|\bforbid\w*|\bmust not|\bfree of|\bleave out|\bskip)\b(?:\W+\w+){0,6}?\W+(?:plus|signs?|quotes?|quoted|quotation|strings?|units?|"?\+\s?\d|prefix\w*|decoration\w*|suffix\w*)\b|(?:\bno|\bnot|\bnever|\bwithout|\binstead of|\brather than)\b[^.;]{0,30}\+\s?\d/,
          /\b(?:weights?|numbers?|integers?|plus|signs?|digits?|\d+|strings?|points?)\b/,
        ],
      },
      {
        topic: /\b(?:json|reply|output|response|respond|return|answer|emit|object|brace)\b/,
        all: [
          /\b(?:first|last|begin\w*|start\w*|open\w*|end\w*|clos\w+|before|after|around|outside|precede\w*|follow\w*|preced\w+)\b/,
          /[{}]|\b(?:brace|bracket|preamble|prose|commentary|greeting|sentence|explanation|words?|text|remarks?|introduction|code fence|fence)s?\b/,
          /[{}]|\b(?:brace|bracket|no|not|never|without|nothing|omit\w*|avoid\w*|drop|forbid\w*|free of)\b/,
        ],
        unless: /\b(?:question|context|document|paragraph|weak|answer it)\b/,
      },
      {
        topic: /\b(?:json|reply|output|response|respond|return|emit|object)\b/,
        all: [
          /\b(?:pars(?:e|er|es|ed|ing|able|eable)|machine[- ]read\w*|json\.parse|deserial\w+)\b/,
          /\b(?:must|should|directly|strict\w*|as is|without|first|fails?|breaks?|lost|reject\w*|thrown|feeds?|fed|goes|will|any|by)\b/,
        ],
      },
    ],
    reversed:
      /\b(?:do not|never|not|no need to) (?:\w+ ){0,2}?(?:worry|bother|care|insist|need|require|limit|restrict|fuss|agonise|agonize)\b|\bany (?:format|form|layout)\b|\b(?:not|never) (?:be )?(?:strict|valid|plain|bare|json|parsable|parseable|machine)\b/,
  },
  hard: {
    ways: [
      {
        topic: /\b(?:question|ask|task|problem|it|challenge|exam)\w*\b/,
        all: [
          /\b(?:as (?:hard|difficult|challenging|demanding|tough) as (?:possible|you can)|(?:maximally|extremely|exceptionally|extraordinarily|brutally|fiendishly) (?:hard|difficult|challenging|demanding|tough)|(?:hardest|most difficult|toughest) (?:possible|question|you can|imaginable)|(?:maximum|utmost|greatest possible) difficulty)\b/,
        ],
      },
    ],
  },
  shortQuestion: {
    ways: [
      {
        all: [
          /\b(?:short|brief|concise|terse|compact|succinct)(?:,? (?:single|simple|clear|crisp|pointed))? questions?\b|\bquestions? (?:itself )?(?:must be|should be|is|stays?|short|as|to be|very|brief|of at most|in at most|under|in one)(?: \w+){0,4}? ?(?:short|brief|concise|terse|compact|succinct|\d+ words|line|sentence)\b|\b(?:keep|make) the question (?:very |as )?(?:short|brief|concise|terse|compact|succinct)\b/,
        ],
      },
    ],
  },
  selfContained: {
    ways: [
      {
        topic: context,
        all: [
          /\bself-?contained\b|\bstands? (?:alone|on its own)\b|\bstandalone\b|\beverything (?:\w+ ){0,3}?(?:needed|necessary|required)\b|\ball (?:the )?(?:information|facts|details|background) (?:\w+ ){0,3}?(?:needed|necessary|required|needs?)\b/,
        ],
      },
    ],
  },
  negativesWanted: {
    ways: [
      {
        all: [
          /\b(?:must|always|mandatory|required|exactly|at least|include|add|insist\w*|never (?:omit|drop|skip)|keep|want)\b/,
          /\bnegativ\w+\s+(?:criteri\w+|items?|weights?|entries|points?)\b|\bpenalt(?:y|ies)\b/,
        ],
        unless: new RegExp(`\\b${removal}\\b(?:\\W+\\w+){0,6}?\\W+${minus}`),
      },
    ],
  },
  strictLeakCheck: {
    ways: [
      {
        topic: /\b(?:leak\w*|context)\b/,
        all: [
          /\b(?:leak\w*|give\w* away|reveal\w*|disclos\w*|hint\w*|state\w*|contain\w*|answer\w*|met|satisf\w+|cover\w*)\b/,
          /\b(?:even (?:partly|partially|one|a|part|in part|if)|any (?:part|criterion|of|hint|single)|a single|in doubt|when unsure|err on|already (?:met|satisf\w+|covered|answered|stated)|half|a third|a quarter|most of|more than)\b/,
          /\b(?:leaks?_?answer|fail\w*|reject\w*|refus\w+|leak\w*|strict\w*)\b/,
        ],
      },
    ],
  },
};
