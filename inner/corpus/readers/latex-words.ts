/** Environments whose content is no running text: figures, tables, references. */
export const skippedEnvironments =
  /^(?:(?:wrap|side(?:ways)?|sub)?(?:figure|table)|teaserfigure|long(?:table|tabu)|tabu|tabular[xy]?|thebibliography|tikzpicture|pgfpicture|picture|comment|CCSXML|filecontents)\*?$/;

/** Macros that go with their arguments. */
export const skippedMacros =
  /^(?:[a-zA-Z]*[cC]ite[a-zA-Z]*|(?:eq|auto|name|page|[cCvV]|sub|labelc|zc?|full|Auto|hyper)?ref|[cC]refrange|label|bibliography|bibliographystyle|addbibresource|bibitem|usepackage|RequirePackage|documentclass|title|author|date|affil\w*|email|thanks|footnote\w*|includegraphics|graphicspath|[vh]space|newcommand|renewcommand|providecommand|newenvironment|renewenvironment|DeclareMathOperator|DeclareRobustCommand|input|include|subfile|index|pagestyle|thispagestyle|pagenumbering|setlength|addtolength|setcounter|addtocounter|caption|captionof|captionsetup|keywords|ccsdesc|hypersetup|color|newtheorem|theoremstyle|bibpunct|vskip|hskip)$/;

/** Macros that go and have no arguments: a group behind them is text. */
export const silentMacros =
  /^(?:maketitle|centering|noindent|newpage|clearpage|appendix|tableofcontents|printbibliography|def|let)$/;

/** Macros of whose arguments the last is text, and how many groups they have. */
export const lastIsText: ReadonlyMap<string, number> = new Map([
  ...["textcolor", "colorbox", "parbox", "href", "scalebox", "raisebox", "rotatebox", "foreignlanguage"].map(
    (name) => [name, 2] as const,
  ),
  ...["resizebox", "multicolumn", "multirow", "fcolorbox"].map((name) => [name, 3] as const),
]);

export const headings: Readonly<Record<string, string>> = {
  part: "#",
  chapter: "#",
  section: "##",
  subsection: "###",
  subsubsection: "####",
  paragraph: "####",
};

/** Macros that stand for characters. */
export const marks: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "\\": "\n",
    newline: "\n",
    linebreak: "\n",
    par: "\n\n",
    " ": " ",
    ",": " ",
    ":": " ",
    ";": " ",
    quad: " ",
    qquad: " ",
    space: " ",
    ldots: "...",
    dots: "...",
    textellipsis: "...",
    S: "§",
    P: "¶",
    dag: "†",
    ddag: "‡",
    copyright: "©",
    textcopyright: "©",
    pounds: "£",
    textsterling: "£",
    euro: "€",
    texteuro: "€",
    textregistered: "®",
    texttrademark: "™",
    textdegree: "°",
    textmu: "µ",
    textbullet: "•",
    textendash: "–",
    textemdash: "—",
    textquotedblleft: "“",
    textquotedblright: "”",
    textquoteleft: "‘",
    textquoteright: "’",
    textquotesingle: "'",
    textbackslash: "\\",
    textasciitilde: "~",
    textasciicircum: "^",
    textunderscore: "_",
    textbar: "|",
    textless: "<",
    textgreater: ">",
    slash: "/",
    TeX: "TeX",
    LaTeX: "LaTeX",
    LaTeXe: "LaTeX2e",
    BibTeX: "BibTeX",
  }),
);

/** Letters; a blank behind their names is no blank. */
export const letters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ ss: "ß", o: "ø", O: "Ø", l: "ł", L: "Ł", ae: "æ", AE: "Æ", oe: "œ", OE: "Œ", aa: "å", AA: "Å" },
    ...{ i: "ı", j: "ȷ", dh: "ð", DH: "Ð", th: "þ", TH: "Þ" },
  }),
);

/** Macros that put a mark on the next letter, as combining characters. */
export const accents: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    H: "\u030B",
    c: "\u0327",
    v: "\u030C",
    u: "\u0306",
    k: "\u0328",
    r: "\u030A",
    b: "\u0331",
    d: "\u0323",
  }),
);
