/** How a sentence is meant: as a demand, with stress, for one turn of events only, or as a permission. */

const prohibition =
  /\b(?:is|are|be|was|were) (?:not|never) (?:\w+ )?(?:fine|ok|okay|acceptable|allowed|permitted|tolerated|welcome|optional|negotiable|enough)\b|\bnot (?:optional|allowed|permitted|acceptable)\b|\bmay (?:not|never|only|contain only|hold only)\b|\b(?:no|nothing|neither|none|nor|never)\b[^.;,:]{0,70}?\b(?:may|allowed|permitted|acceptable|tolerated|welcome)\b|\bunacceptable\b|\bonly (?:\w+ ){1,4}(?:may|allowed|permitted|acceptable)\b/g;

const release = new RegExp(
  [
    "need not",
    "no need",
    "not (?:strictly |really |absolutely |always )?(?:necessary|needed|required|mandatory|essential|obligatory|compulsory|crucial|important)",
    "unnecessary",
    "optional(?:ly)?",
    "not have to",
    "not (?:be )?(?:forced|obliged|bound|expected|compelled) to",
    "(?:is|are|be|it's|that's|would be|seems?|remains?) (?:\\w+ ){0,2}?(?:fine|ok|okay|acceptable|allowed|permitted|welcome|harmless|no problem|unproblematic|tolerable|tolerated|alright|all right)",
    "(?:fine|okay|ok|acceptable|all right|alright) (?:to|if|when|for|here|too)",
    "feel free",
    "free to",
    "(?:may|might) (?!not|never|only)",
    "can (?:freely|safely|happily|well|also|just as well|perfectly well|still)",
    "not (?:to )?(?:worry|bother|care|mind|fret|fuss)",
    "never mind",
    "no longer",
    "used to",
    "formerly",
    "obsolete",
    "not an? (?:problem|concern|requirement|must|issue|priority|obligation|rule)",
    "no (?:problem|concern|requirement|obligation|rule|objection|harm|issue|worry|worries)",
    "not matter",
    "does not hurt",
    "nothing wrong",
    "tolerat\\w+",
    "permitted",
    "allowed",
    "welcome",
    "waive\\w*",
    "(?:rule|ban|restriction|requirement|limit)s? (?:is|are|was|were|has been|have been) lifted",
    "not (?:be )?(?:considered|counted|regarded|seen|treated|held)(?: as)? (?:an? )?(?:flaw|fault|mistake|error|defect|problem|leak|violation)",
    "unimportant",
    "if you (?:like|wish|want|prefer|feel)",
    "as you (?:like|please|wish|see fit)",
    "your discretion",
    "up to you",
    "either way",
    "by all means",
    "go ahead",
    "might as well",
    "not be afraid",
    "not (?:strictly )?enforced?",
    "ignore (?:the|any|this|that)",
    "relax\\w*",
    "not insist",
    "forgiv\\w+",
    "leniently|lenient",
  ]
    .map((words) => `\\b(?:${words})\\b`)
    .join("|"),
);

/** True when the clause permits, relaxes or reverses (in the kind's own words), rather than demands. */
export function isRelease(clause: string, reversed: RegExp | undefined): boolean {
  if (/\bno (?:restriction|limit|limitation|constraint|ban)s?\b/.test(clause)) return true;
  const rest = clause.replace(prohibition, " prohibited ");
  return release.test(rest) || reversed?.test(rest) === true;
}

/** The parts of a sentence that can each carry a demand of their own. */
export function clausesOf(sentence: string): string[] {
  return sentence.split(/;|\s-\s|—|,?\s(?:but|although|though|however|while|whereas|yet)\b|,\s(?:and|so)\b/);
}

const selfTest =
  /\b(?:ask yourself|self-?(?:test|check)|double[- ]check|before (?:you )?(?:repl|answer|submit|finish|return|writ|send|output)\w*|test:|check:|if so\b|if yes\b|if (?:the answer is )?yes|rewrite|start over|throw it away|discard it|reject it|redo|re-read|imagine)\b/;
const emphasis =
  /\b(?:under no circumstances|absolutely|strictly|critical\w*|crucial\w*|at all costs|most important\w*|above all|non-?negotiable|without exception|not even|ever again|essential|imperative|hard rule|iron rule|vital)\b|!/;

/** Said for one turn of events only, such as "if the weak model did too well". */
export function isSituational(sentence: string): boolean {
  return /^(?:if|when|whenever|once|after) (?:the |a |an )?(?:weak|strong|draft|verif|solver|model|round)/.test(
    sentence,
  );
}

/** A demand that is more than a mention: it comes with a test of its own, or with stress. */
export function isEmphatic(sentence: string): boolean {
  return selfTest.test(sentence) || emphasis.test(sentence);
}
