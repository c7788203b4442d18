// Runs after all pictures are taken.
import { writeSheet } from "./pictures";

export default writeSheet;
