package io.cosymesh.mesh.policy;

import java.util.Locale;

/**
 * What becomes of a request that no rule allows.
 */
public enum PolicyMode {

	/**
	 * It is refused.
	 */
	ENFORCE,

	/**
	 * It is logged and counted as would-deny, and let through.
	 */
	AUDIT;

	/**
	 * Returns the mode as configuration, logs and metrics write it.
	 * @return the mode in lower case
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
