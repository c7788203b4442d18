// The one list of pages and their states. What is proved of every page, and the pictures of them, are made from it: a page
// that is added to a journey is looked at by all.
import type { Journey } from "./journey";
import { deciding } from "./pages/deciding";
import { newAccount } from "./pages/new-account";
import { requesting } from "./pages/requesting";

export const journeys: Journey[] = [...requesting, ...deciding, ...newAccount];
