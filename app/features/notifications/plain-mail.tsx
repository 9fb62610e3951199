import { Fragment } from "react";

const ADDRESS = /(https?:\/\/[^\s<>"]+)/;

/** The plain form of a mail, with its addresses as links. */
export function PlainMail({ text }: { text: string }) {
  return (
    <div dir="auto" className="break-words whitespace-pre-line">
      {text.split(ADDRESS).map((piece, index) =>
        ADDRESS.test(piece) ? (
          <a key={index} href={piece} dir="ltr" className="break-all">
            {piece}
          </a>
        ) : (
          <Fragment key={index}>{piece}</Fragment>
        ),
      )}
    </div>
  );
}
