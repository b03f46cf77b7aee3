import english from "./en.json";

export type Text = keyof typeof english;
type Texts = Partial<Record<Text, string>>;

/** Each language is a file of its own, fetched when somebody reads it. */
const LANGUAGES: Record<string, () => Promise<{ default: Texts }>> = {
  de: () => import("./de.json"),
  es: () => import("./es.json"),
  fr: () => import("./fr.json"),
  it: () => import("./it.json"),
  ja: () => import("./ja.json"),
  nl: () => import("./nl.json"),
  pl: () => import("./pl.json"),
  "pt-BR": () => import("./pt_BR.json"),
  sv: () => import("./sv.json"),
  "zh-CN": () => import("./zh_CN.json"),
};
const SAME: Record<string, string> = { "zh-Hans": "zh-CN", zh: "zh-CN", pt: "pt-BR" };

let texts: Texts = english;
let current = "en";

/** The language that texts, numbers and times are in. */
export function language(): string {
  return current;
}

/** Takes another language; one that is not here is read in English. */
export async function speak(wanted: string): Promise<void> {
  const tag = wanted.replace("_", "-");
  const name = [tag, SAME[tag], tag.split("-")[0], SAME[tag.split("-")[0]]].find((n) => n && n in LANGUAGES);
  if (!name) {
    texts = english;
    current = "en";
    return;
  }
  texts = (await LANGUAGES[name]()).default;
  current = name;
}

/** A text in the reader's language. {name} stands for a value. */
export function t(text: Text, values: Record<string, string | number> = {}): string {
  const found = texts[text] ?? english[text];
  return found.replace(/\{(\w+)}/g, (whole, name) => String(values[name] ?? whole));
}

/** A text that need not be there, as for a rule that is newer than this page. */
export function maybe(text: string): string | undefined {
  return text in english ? t(text as Text) : undefined;
}
