package io.cosymesh.mesh.policy;

/**
 * What a denial leads to.
 */
public enum PolicyMode {

	/**
	 * It is refused.
	 */
	ENFORCE,

	/**
	 * It is logged as would-deny and let through.
	 */
	AUDIT

}
