package io.cosymesh.webui.console;

import java.util.Locale;

/**
 * What the console may do to the engine.
 */
enum EngineAction {

	/** Load the model anew. */
	RELOAD,

	/** Have a word spoken and timed. */
	PROBE;

	/** Returns its name in the audit log. */
	String event() {
		return "engine-" + word();
	}

	/** Returns its route of backend-api. */
	String path() {
		return "/internal/engines/" + word();
	}

	private String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
