package io.cosymesh.cli.check;

import java.util.function.UnaryOperator;

/**
 * One thing that was looked at.
 *
 * @param description what should be so
 * @param result whether it is
 * @param detail what is the case instead, empty if nothing is
 * @param hint what to do, empty if nothing has to be done
 * @param doc where that is explained, empty if nowhere
 */
record Check(String description, Result result, String detail, String hint, String doc) {

	private static final String TROUBLESHOOTING = "docs/troubleshooting.md#";

	/** Returns the same, its words made fit for where the stack runs. */
	Check worded(UnaryOperator<String> wording) {
		return new Check(this.description, this.result, wording.apply(this.detail), wording.apply(this.hint), this.doc);
	}

	static Check good(String description) {
		return new Check(description, Result.SUCCESS, "", "", "");
	}

	static Check good(String description, String detail) {
		return new Check(description, Result.SUCCESS, detail, "", "");
	}

	static Check warning(String description, String detail, String hint, String anchor) {
		return new Check(description, Result.WARNING, detail, hint, TROUBLESHOOTING + anchor);
	}

	static Check error(String description, String detail, String hint, String anchor) {
		return new Check(description, Result.ERROR, detail, hint, TROUBLESHOOTING + anchor);
	}

}
