package io.cosymesh.system;

import io.cosymesh.identity.test.tls.RawTls;

/**
 * The ports where services take each other's requests.
 */
enum MeshPort {

	/** Renewal, and what operators do. */
	IDENTITY_CA("identity-ca", 9440, "operator"),

	/** The public API, behind the gateway. */
	BACKEND_API("backend-api", 9443, "webui-service"),

	/** Recordings in, recordings out. */
	AUDIO_PROCESSOR("audio-processor", 9444, "backend-api"),

	/** Text in, speech out. */
	INFERENCE_ENGINE("inference-engine", 9445, "backend-api");

	private final String service;

	private final int standard;

	private final String caller;

	MeshPort(String service, int standard, String caller) {
		this.service = service;
		this.standard = standard;
		this.caller = caller;
	}

	/** Returns who listens. */
	String service() {
		return this.service;
	}

	/** Returns who is welcome. */
	String caller() {
		return this.caller;
	}

	int in(Cosymesh stack) {
		return stack.meshPort(this.standard);
	}

	/**
	 * Returns connections of somebody who stole, or forged, what it takes.
	 */
	RawTls as(Cosymesh stack, String serviceAccount) {
		return RawTls.to(in(stack)).as(new StackAuthority(stack).svid(serviceAccount));
	}

}
