/** The real Chromium in which pages are shown: never skipped, for a machine without it has to be told, not believed. */

import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

export async function launched(): Promise<Browser> {
  try {
    const executablePath = await chromium.executablePath();
    return await playwright.launch({ args: [...chromium.args, "--no-sandbox"], executablePath, headless: true });
  } catch (error) {
    throw new Error(
      `Chromium does not start here, so nothing was shown about browsers: ${String(error).slice(0, 600)}`,
    );
  }
}
