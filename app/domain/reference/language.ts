/** The three languages of the reference data, and of the interface. */
export type ReferenceLanguage = "en" | "fr" | "ar";

export type Names = Readonly<Record<ReferenceLanguage, string>>;

/** One line of a select menu. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A titled part of a select menu. */
export interface OptionGroup {
  readonly value: string;
  readonly label: string;
  readonly options: readonly Option[];
}
