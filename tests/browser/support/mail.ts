// The sample world's mail and clock.
import { expect, type APIRequestContext } from "@playwright/test";

export type Mail = { to: string; subject: string; text: string };

/** The newest mail to this address. */
export async function mailTo(api: APIRequestContext, to: string): Promise<Mail> {
  const mails: Mail[] = await (await api.get("/api/v1/sample/mail")).json();
  const mail = mails.find((mail) => mail.to === to);
  if (!mail) throw new Error(`no mail to ${to}, only to ${mails.map((mail) => mail.to).join(", ")}`);
  return mail;
}

/** The address of a page in a mail. */
export function linkIn(mail: Mail): string {
  const url = new URL(mail.text.match(/https?:\/\/\S+/)![0]);
  return url.pathname + url.search;
}

/** Sets the clock ahead. */
export async function advance(api: APIRequestContext, seconds: number): Promise<void> {
  const answer = await api.post("/api/v1/sample/clock", { data: { advance_seconds: seconds } });
  expect(answer.status()).toBe(200);
}

/** Stops the clock at a moment, in epoch milliseconds. */
export async function standAt(api: APIRequestContext, moment: number): Promise<void> {
  const answer = await api.post("/api/v1/sample/clock", { data: { stand_at: new Date(moment).toISOString() } });
  expect(answer.status()).toBe(200);
}
