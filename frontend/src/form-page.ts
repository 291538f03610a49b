// The form page: with a link it is the form; without one, the doors by which a deposit is opened.
import { FormFace, isAnother } from "./form/face.ts";
import { followAddress, keepAddress } from "./page/address.ts";
import { Service } from "./page/config.ts";
import { followReading } from "./page/contents.ts";
import { html } from "./page/elements.ts";
import { keepAcrossLanguages } from "./page/languages.ts";
import { parseLink } from "./page/link.ts";
import { Notice } from "./page/notice.ts";
import { pageWords } from "./page/words.ts";

function showDoors(): void {
  const words = pageWords();
  const notice = new Notice(words, html("#desk"));
  const service = new Service();
  import("./doors/doors.ts").then(
    ({ openDoors }) =>
      openDoors({ words, notice, isAnother: isAnother(), api: () => service.api() }),
    () => notice.show("away", { again: () => location.reload() }),
  );
}

keepAddress();
keepAcrossLanguages();
followAddress();
followReading();
const link = parseLink(location.hash);
if (link.kind === "none") showDoors();
else new FormFace(link).start();
