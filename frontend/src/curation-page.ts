// The curators' desk: everything of it is in curation/.
import { CurationPage } from "./curation/page.ts";
import { keepAddress } from "./page/address.ts";
import { keepAcrossLanguages } from "./page/languages.ts";
import { pageWords } from "./page/words.ts";

keepAddress();
keepAcrossLanguages();
new CurationPage(pageWords()).start();
