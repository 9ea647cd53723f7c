/** The formats of form fields, as functions of our own: the same on the server and in the page. */

/** Whether a text has the format; every name that a form may use is a key. Each takes linear time. */
export const formats: { readonly [name: string]: (text: string) => boolean } = {
  /** A day that exists, `2024-02-29`. */
  date: (text) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
    const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
    return year > 0 && month > 0 && month < 13 && day > 0 && day <= daysIn(year, month);
  },
  /** Hours and minutes, `09:30`, as a time input gives it. */
  time: (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
  /** An address that mail can reach: the domain has a dot. */
  email: (text) => {
    const [local = "", domain = "", ...more] = text.split("@");
    return (
      text.length <= 254 &&
      more.length === 0 &&
      local.length <= 64 &&
      local.split(".").every((part) => /^[\w!#$%&'*+/=?^`{|}~-]+$/.test(part)) &&
      isHost(domain)
    );
  },
  /** A web address over https, without a name and password in it. */
  uri: (text) => {
    const [, host, rest] = /^https:\/\/([^/?#:]*)((?::\d{1,5})?(?:[/?#].*)?)$/.exec(text) ?? [];
    return text.length <= 2000 && isHost(host ?? "") && /^[\w:/?#[\]@!$&'()*+,;=.~%-]*$/.test(rest ?? "");
  },
};

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isHost(host: string): boolean {
  const labels = host.split(".");
  return (
    labels.length > 1 &&
    labels.every((label) => /^[a-z\d-]{1,63}$/i.test(label) && !label.startsWith("-") && !label.endsWith("-")) &&
    /^(xn--|[a-z])[a-z\d-]*[a-z\d]$/i.test(labels.at(-1) ?? "")
  );
}
