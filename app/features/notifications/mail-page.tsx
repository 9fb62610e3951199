import type { ReactNode } from "react";
import { direction } from "~/i18n/locales.ts";
import type { MailText } from "./mail-text.ts";

const FONT = "'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
const INK = "#13304a";
const MUTED = "#4d6070";
const SEA = "#12537e";

/** The HTML form of a mail: tables and inline styles, since mail programs know little else; no pictures, nothing from outside. */
export function MailPage({ text }: { text: MailText }) {
  const dir = direction(text.locale);
  return (
    <html lang={text.locale} dir={dir}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{text.subject}</title>
      </head>
      <body style={{ margin: 0, padding: 0, backgroundColor: "#f8f4ec" }}>
        <Frame dir={dir}>
          <p style={{ margin: "0 0 24px", color: SEA, fontWeight: 600 }}>
            <bdi>{text.sender}</bdi>
          </p>
          <h1 style={{ margin: "0 0 16px", fontSize: 24, lineHeight: "32px" }}>
            {text.heading}
          </h1>
          <Paragraph>{text.greeting}</Paragraph>
          {text.paragraphs.map((paragraph) => (
            <Paragraph key={paragraph}>{paragraph}</Paragraph>
          ))}
          {text.quote && <Quote {...text.quote} dir={dir} />}
          {text.link && <Action link={text.link} hint={text.linkHint} />}
          {text.note && <Paragraph quiet>{text.note}</Paragraph>}
          <p
            style={{
              margin: "32px 0 0",
              paddingTop: 16,
              borderTop: "1px solid #d9d0bf",
              fontSize: 13,
              color: MUTED,
            }}
          >
            {text.footer}
          </p>
        </Frame>
      </body>
    </html>
  );
}

function Frame({ dir, children }: { dir: string; children: ReactNode }) {
  return (
    <div style={{ padding: "24px 12px" }}>
      <table
        role="presentation"
        width="100%"
        align="center"
        cellPadding={0}
        cellSpacing={0}
        style={{ maxWidth: 560, borderCollapse: "collapse" }}
      >
        <tbody>
          <tr>
            <td
              dir={dir}
              style={{
                padding: "28px 24px",
                backgroundColor: "#fffdf8",
                border: "1px solid #d9d0bf",
                fontFamily: FONT,
                fontSize: 16,
                lineHeight: "25px",
                color: INK,
                textAlign: dir === "rtl" ? "right" : "left",
              }}
            >
              {children}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Paragraph({
  quiet = false,
  children,
}: {
  quiet?: boolean;
  children: ReactNode;
}) {
  const look = quiet ? { fontSize: 14, color: MUTED } : {};
  return <p style={{ margin: "0 0 16px", ...look }}>{children}</p>;
}

function Quote({
  label,
  text,
  dir,
}: {
  label: string;
  text: string;
  dir: string;
}) {
  const side = dir === "rtl" ? "borderRight" : "borderLeft";
  return (
    <div
      style={{
        margin: "0 0 16px",
        padding: "4px 16px",
        [side]: "3px solid #a4451f",
      }}
    >
      <p style={{ margin: "0 0 4px", fontSize: 14, color: MUTED }}>{label}</p>
      <p dir="auto" style={{ margin: 0, whiteSpace: "pre-line" }}>
        {text}
      </p>
    </div>
  );
}

function Action({
  link,
  hint,
}: {
  link: { label: string; url: string };
  hint: string;
}) {
  return (
    <>
      <p style={{ margin: "24px 0" }}>
        <a
          href={link.url}
          style={{
            display: "inline-block",
            padding: "12px 24px",
            borderRadius: 8,
            backgroundColor: SEA,
            color: "#ffffff",
            fontWeight: 600,
            textDecoration: "none",
          }}
        >
          {link.label}
        </a>
      </p>
      <p style={{ margin: "0 0 16px", fontSize: 14, color: MUTED }}>
        {hint}
        <br />
        <a
          href={link.url}
          dir="ltr"
          style={{ color: SEA, wordBreak: "break-all" }}
        >
          {link.url}
        </a>
      </p>
    </>
  );
}
