/** What the chapter is made of, as its files say it and as the build hands it on. */

/** Where a fact comes from: an entry of `content/sources.yaml`, by its key. */
export interface Source {
  readonly key: string;
  readonly authors: string;
  readonly title: string;
  /** Journal, conference, site. */
  readonly where: string;
  readonly year?: number;
  readonly url?: string;
  /**
   * What the statements that cite it were compared with: the source itself, another text that
   * reports it, or nothing but memory.
   */
  readonly checked: "primary" | "secondary" | "memory";
}

/** The front matter of `content/<slug>.mdx`. */
export interface FrontMatter {
  readonly title: string;
  /** Place in the chapter, from 1, without gaps. */
  readonly order: number;
  /** The title of the part it belongs to: sections of one part follow each other. */
  readonly part: string;
  /** How long it takes to read and try. */
  readonly minutes: number;
  /** One sentence for the table of contents. */
  readonly summary: string;
  /** What one can do afterwards: each goes on from "You can ...". */
  readonly objectives: readonly string[];
  /** Slugs of the sections that come before it. */
  readonly needs: readonly string[];
  /** Keys of `content/sources.yaml`, in the order of their numbers. */
  readonly sources: readonly string[];
  /** Slugs of the exercises that build what it explains. */
  readonly exercises?: readonly string[];
  readonly questions?: readonly QuestionSource[];
}

/** A question as its author writes it; all texts are Markdown. */
export interface QuestionSource {
  readonly id: string;
  readonly kind: "choose" | "order" | "predict" | "find" | "open";
  readonly ask: string;
  /** For choose, predict and find: exactly one is right. */
  readonly options?: readonly {
    readonly text: string;
    readonly right?: boolean;
    readonly because?: string;
  }[];
  /** For order: in the right order. */
  readonly items?: readonly string[];
  /** The reason, shown once answered. */
  readonly because?: string;
  /** For open: an answer to compare one's own with. */
  readonly model?: string;
}

/** A question as it is shown; all texts are HTML that the build made. */
export interface Question {
  /** `<section>/<id>`: names it in the whole chapter. */
  readonly key: string;
  readonly kind: QuestionSource["kind"];
  readonly ask: string;
  readonly options: readonly {
    readonly text: string;
    readonly isRight: boolean;
    readonly because: string;
  }[];
  /** In the order in which they are shown; `place` is the right one, from 0. */
  readonly items: readonly { readonly text: string; readonly place: number }[];
  readonly because: string;
  readonly model: string;
}

/** An entry of `content/glossary.yaml`, with its definition as HTML. */
export interface Term {
  readonly id: string;
  readonly term: string;
  readonly is: string;
  readonly also: readonly string[];
  /** The section that explains it. */
  readonly see: string;
}

/** A heading of a section, with the id that links to it. */
export interface Heading {
  readonly id: string;
  readonly text: string;
  /** 2 to 4. */
  readonly level: number;
}

/** What a figure's file says of it besides its component: `export const about`. */
export interface FigureAbout {
  readonly title: string;
  /**
   * What the figure shows and what one can learn from it, for those who do not see it: in a few
   * sentences, for its starting state.
   */
  readonly inWords: string;
}
