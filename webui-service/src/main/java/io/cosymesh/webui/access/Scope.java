package io.cosymesh.webui.access;

/**
 * What somebody may do.
 */
public enum Scope {

	/** Have texts spoken. */
	SPEECH,

	/** Keep voices and change them. */
	VOICES,

	/** Look after the mesh and its people. */
	ADMIN

}
