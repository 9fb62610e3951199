import type { SubmissionResult } from "@conform-to/react";
import type { ReactElement } from "react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextArea } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { When } from "~/components/values.tsx";
import type { Message } from "./messages.server.ts";

/** What one side and the coordination wrote to each other, oldest first; nothing if nothing was. */
export function Thread({ messages }: { messages: readonly Message[] }) {
  const t = useTranslations("proposals.questions");
  if (messages.length === 0) return null;
  return (
    <ol aria-label={t("thread")} className="mb-5 grid gap-3">
      {messages.map((message) => (
        <li
          key={message.id}
          className={`rounded-card border px-4 py-3 ${message.fromCoordination ? "border-sea bg-sea-soft" : "border-line bg-sunken"}`}
        >
          <p className="text-sm text-muted">
            <bdi className="font-semibold text-ink">{message.author}</bdi>
            {" · "}
            <When at={message.at} />
          </p>
          <p dir="auto" className="mt-1 break-words whitespace-pre-line">
            {message.body}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** A mentor or mentee asks the coordination about a proposal. */
export function QuestionForm(props: {
  pairingId: string;
  state?: SubmissionResult;
}) {
  const t = useTranslations("proposals.questions");
  return (
    <Form
      id="question"
      action={`/proposals/${props.pairingId}/questions`}
      state={props.state}
      className="grid gap-4"
    >
      <TextArea
        name="body"
        label={t("body")}
        hint={t("hint")}
        rows={3}
        maxLength={2000}
      />
      <div>
        <Button look="quiet">{t("send")}</Button>
      </div>
    </Form>
  );
}

type Side = Message["side"];

/** The conversations about a pair for its coordinators, each with a form that writes to that side. */
export function Conversations(props: {
  pairingId: string;
  messages: readonly Message[];
  sides: readonly Side[];
  /** A form that was refused, and whose it is. */
  state?: SubmissionResult;
  refused?: Side;
}) {
  const { pairingId, messages, sides, state, refused } = props;
  return (
    <div className="grid gap-3">
      {sides.map((side) => (
        <Conversation
          key={side}
          side={side}
          messages={messages.filter((each) => each.side === side)}
        >
          <Reply
            pairingId={pairingId}
            side={side}
            state={side === refused ? state : undefined}
          />
        </Conversation>
      ))}
    </div>
  );
}

/** Folded as long as nothing was said, and nothing refused. */
function Conversation(props: {
  side: Side;
  messages: readonly Message[];
  children: ReactElement<{ state?: SubmissionResult }>;
}) {
  const { side, messages, children } = props;
  const t = useTranslations("pairings.questions");
  const isOpen = messages.length > 0 || children.props.state !== undefined;
  return (
    <details open={isOpen}>
      <summary className="mb-2 min-h-11 cursor-pointer py-2.5 font-semibold">
        {t(`with.${side}`)}
      </summary>
      <Thread messages={messages} />
      {children}
    </details>
  );
}

function Reply(props: {
  pairingId: string;
  side: Side;
  state?: SubmissionResult;
}) {
  const { pairingId, side, state } = props;
  const t = useTranslations("pairings.questions");
  return (
    <Form
      id={`reply-${side}`}
      action={`/pairings/${pairingId}/messages`}
      state={state}
      className="grid gap-4"
    >
      <input type="hidden" name="side" value={side} />
      <TextArea
        name="body"
        label={t(`body.${side}`)}
        hint={t("hint")}
        rows={3}
        maxLength={2000}
      />
      <div>
        <Button look="quiet">{t("send")}</Button>
      </div>
    </Form>
  );
}
