import { expect, test } from "vitest";
import admin from "~/i18n/en/admin.json";
import mail from "~/i18n/en/mail.json";

test("every e-mail has words for its kind, and no words are left over", () => {
  expect(Object.keys(admin.mail.kinds).sort()).toEqual(
    Object.keys(mail.templates).sort(),
  );
});
