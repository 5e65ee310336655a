package io.cosymesh.ca.refusal;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Why the CA refuses, as the stable code that logs and problems carry and what to do
 * about it.
 */
public enum Refusal {

	/** Neither a bearer document nor a client certificate came with the request. */
	DOCUMENT_MISSING(401, "document-missing", "Send 'Authorization: Bearer <workload JWT or join token>'."),

	/** The bearer document is of no known kind. */
	DOCUMENT_UNRECOGNIZED(401, "document-unrecognized",
			"Send a workload JWT signed with the registered key, or a join token."),

	/** The workload JWT can't be read or lacks a claim. */
	TOKEN_MALFORMED(401, "token-malformed",
			"Sign a compact JWS with the claims sub, aud, iat, exp and jti and no header but alg, typ and kid."),

	/** The JWT names another algorithm than the registered key is for. */
	TOKEN_ALGORITHM(401, "token-algorithm", "Use ES256 with a P-256 key or EdDSA with an Ed25519 key."),

	/** The JWT isn't signed by the registered key. */
	TOKEN_SIGNATURE(401, "token-signature",
			"Sign with the private key whose public half is registered for this service account."),

	/** The JWT is for somebody else. */
	TOKEN_AUDIENCE(401, "token-audience", "Set aud to the SPIFFE ID of this CA and nothing else."),

	/** The document's time is over. */
	TOKEN_EXPIRED(401, "token-expired",
			"Make a new JWT, or ask an operator for a new join token, and check the clock."),

	/** The JWT claims to be made in the future. */
	TOKEN_NOT_YET_VALID(401, "token-not-yet-valid", "Check the clock of the workload."),

	/** The JWT lives longer than allowed. */
	TOKEN_LIFETIME(401, "token-lifetime", "Let the JWT expire at most 60 seconds after it is made."),

	/**
	 * The JWT was made before this CA started, so its replay can't be ruled out (RFC
	 * 8470).
	 */
	TOKEN_STALE(425, "token-stale", "Make a new JWT for every attempt."),

	/** The document has been used before. */
	TOKEN_REPLAYED(401, "token-replayed", "Make a new JWT for every attempt; a join token works once."),

	/** No such join token was ever given out, or it is forgotten. */
	TOKEN_UNKNOWN(401, "token-unknown", "Ask an operator for a join token."),

	/** No key is registered under that name. */
	UNKNOWN_WORKLOAD(403, "unknown-workload", "Register the public key of this service account with the CA."),

	/** The registered key can't be used. */
	REGISTRATION_UNUSABLE(403, "registration-unusable",
			"Register one PEM public key, P-256 or Ed25519, for this service account."),

	/** The name is outside of what this CA issues. */
	IDENTITY_NOT_ISSUED_HERE(403, "identity-not-issued-here",
			"Ask for spiffe://<trust domain of this CA>/ns/<namespace>/sa/<service account>, not the CA's own."),

	/** What the lineage was attested by is gone or replaced. */
	REGISTRATION_WITHDRAWN(403, "registration-withdrawn", "Attest anew with the key that is registered now."),

	/** Neither the current nor the previous SVID of its lineage asks for renewal. */
	LINEAGE_BROKEN(403, "lineage-broken", "Attest anew; if this is unexpected, look for a second holder of the key."),

	/** The CSR can't be read. */
	CSR_MALFORMED(400, "csr-malformed", "Send one PKCS#10 request as PEM or as base64 of its DER, up to 8 KiB.", "csr"),

	/** The asked-for lifetime is out of bounds. */
	TTL_OUT_OF_BOUNDS(400, "ttl-out-of-bounds", "Ask for at least 60 seconds and at most the CA's SVID lifetime.",
			"ttlSeconds"),

	/** The CSR isn't signed by the key it carries. */
	BAD_PROOF_OF_POSSESSION(403, "bad-proof-of-possession", "Sign the CSR with the private key it is about.", "csr"),

	/** The key or signature algorithm of the CSR isn't allowed. */
	CSR_KEY_NOT_ALLOWED(403, "csr-key-not-allowed",
			"Use EC P-256 or P-384, or RSA of 2048 to 8192 bits, and a SHA-2 signature.", "csr"),

	/** The CSR names somebody else. */
	CSR_NAMES_MISMATCH(403, "csr-names-mismatch",
			"Leave subject and alternative names empty, or set them to the attested SPIFFE ID alone.", "csr"),

	/** The CSR asks to be a CA. */
	CSR_CA_REQUESTED(403, "csr-ca-requested", "Leave basic constraints out.", "csr"),

	/** The CSR asks for something an SVID never has. */
	CSR_EXTENSION_NOT_ALLOWED(403, "csr-extension-not-allowed",
			"Ask for no extensions but subjectAltName, keyUsage, extendedKeyUsage and CA:FALSE, once each.", "csr"),

	/** Too many attempts. */
	RATE_LIMITED(429, "rate-limited", "Try again later."),

	/** More documents are in use than the CA can remember. */
	ATTESTATION_OVERLOADED(503, "attestation-overloaded", "Try again later."),

	/** The authority that signs can't be reached, refuses the CA or has run out. */
	ISSUER_UNAVAILABLE(503, "issuer-unavailable", "Try again later; the log of the CA says why.");

	private final int status;

	private final String code;

	private final String advice;

	private final @Nullable String field;

	Refusal(int status, String code, String advice) {
		this(status, code, advice, null);
	}

	Refusal(int status, String code, String advice, @Nullable String field) {
		this.status = status;
		this.code = code;
		this.advice = advice;
		this.field = field;
	}

	/**
	 * Returns the code that logs and problems carry.
	 * @return the code, in kebab case
	 */
	public String code() {
		return this.code;
	}

	HttpStatus status() {
		return HttpStatus.valueOf(this.status);
	}

	String advice() {
		return this.advice;
	}

	/** Returns the field of the request that is to blame, if one is. */
	Optional<String> field() {
		return Optional.ofNullable(this.field);
	}

}
