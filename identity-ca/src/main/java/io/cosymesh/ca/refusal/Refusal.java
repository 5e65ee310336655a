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
	DOCUMENT_MISSING(401, "document-missing",
			"Send 'Authorization: Bearer <workload JWT, ServiceAccount token or join token>'."),

	/** The bearer document is of no known kind. */
	DOCUMENT_UNRECOGNIZED(401, "document-unrecognized",
			"Send a workload JWT signed with a registered key, a Kubernetes ServiceAccount token, or a join token."),

	/** The document is of a kind that this CA isn't configured to accept. */
	ATTESTOR_DISABLED(403, "attestor-disabled",
			"Use a kind of document listed in cosymesh.ca.attestation.enabled, or let an operator add this one."),

	/** The lineage began with a document that has to be shown again at every renewal. */
	DOCUMENT_REQUIRED(401, "document-required", "Attest again with a document of now instead of renewing."),

	/** The token can't be read or lacks a claim. */
	TOKEN_MALFORMED(401, "token-malformed",
			"Sign a compact JWS with the claims sub, aud, iat, exp and jti and no header but alg, typ and kid."),

	/** The token has more characters than any honest one. */
	TOKEN_TOO_LONG(401, "token-too-long", "Send a token of at most 4096 characters."),

	/** The JWT has no signature. */
	TOKEN_UNSIGNED(401, "token-unsigned", "Sign the JWT; alg none proves nothing."),

	/**
	 * The JWT names an algorithm that its key isn't for, such as HMAC with a public key.
	 */
	TOKEN_ALGORITHM(401, "token-algorithm",
			"Use ES256 with a P-256 key or EdDSA with an Ed25519 key; send a ServiceAccount token as the cluster made it."),

	/** The JWT isn't signed by the key it should be signed by. */
	TOKEN_SIGNATURE(401, "token-signature",
			"Sign with the private key whose public half is registered for this service account."),

	/** The ServiceAccount token comes from another issuer than the pinned one. */
	TOKEN_ISSUER(401, "token-issuer", "Use a token of the cluster whose issuer this CA is configured with."),

	/** The cluster doesn't publish the key that the ServiceAccount token names. */
	TOKEN_KEY_UNKNOWN(401, "token-key-unknown",
			"Use a token of now; if the cluster has changed its keys, give the CA its new key set."),

	/** The token is for somebody else. */
	TOKEN_AUDIENCE(401, "token-audience",
			"Set the audience to this CA and nothing else: its SPIFFE ID in a workload JWT, "
					+ "the configured audience in a ServiceAccount token."),

	/** The token's time is over. */
	TOKEN_EXPIRED(401, "token-expired", "Make a new JWT, or read the projected token again, and check the clock."),

	/** The JWT claims to be made in the future. */
	TOKEN_NOT_YET_VALID(401, "token-not-yet-valid", "Check the clock of the workload."),

	/** The JWT lives longer than allowed. */
	TOKEN_LIFETIME(401, "token-lifetime",
			"Let a workload JWT expire at most 60 seconds, a ServiceAccount token at most an hour after it is made."),

	/** The workload JWT has been used before. */
	TOKEN_REPLAYED(401, "token-replayed", "Make a new JWT for every attempt."),

	/**
	 * The Kubernetes API server doesn't accept the token, for a reason without a code.
	 */
	TOKEN_NOT_AUTHENTICATED(401, "token-not-authenticated",
			"Use a token that this cluster's API server made for a service account that still exists."),

	/** The ServiceAccount token belongs to no pod. */
	TOKEN_NOT_POD_BOUND(403, "token-not-pod-bound",
			"Use a projected volume; tokens of Secrets and of kubectl create token belong to no pod, "
					+ "which the CA allows to single service accounts alone."),

	/** The pod that the token or SVID was for no longer exists. */
	POD_GONE(403, "pod-gone", "Nothing: a new pod gets a token of its own."),

	/** The ServiceAccount token is of a namespace that this CA doesn't serve. */
	NAMESPACE_NOT_ALLOWED(403, "namespace-not-allowed",
			"Run the workload in a namespace that the CA is configured to serve."),

	/** The namespace of the ServiceAccount token lacks the label of the mesh. */
	NAMESPACE_NOT_LABELLED(403, "namespace-not-labelled",
			"Let whoever may label namespaces add this one to the mesh by its label."),

	/** The join token has been used before. */
	JOIN_TOKEN_USED(401, "join-token-used", "Ask an operator for a new join token; each works once."),

	/** The join token's time is over. */
	JOIN_TOKEN_EXPIRED(401, "join-token-expired", "Ask an operator for a new join token."),

	/** No such join token was ever given out, or it is forgotten. */
	JOIN_TOKEN_UNKNOWN(401, "join-token-unknown", "Ask an operator for a join token."),

	/** No key is registered under that name. */
	UNKNOWN_WORKLOAD(403, "unknown-workload", "Register the public key of this service account with the CA."),

	/** The registered key can't be used. */
	REGISTRATION_UNUSABLE(403, "registration-unusable",
			"Register one PEM public key, P-256 or Ed25519, for this service account."),

	/** The name is outside of what this CA issues. */
	IDENTITY_NOT_ISSUED_HERE(403, "identity-not-issued-here",
			"Ask for spiffe://<trust domain of this CA>/ns/<namespace>/sa/<service account>, not the CA's own."),

	/** The key was registered once and no longer is. */
	REGISTRATION_WITHDRAWN(403, "registration-withdrawn", "Attest anew with a key that is registered now."),

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

	/** The RSA key of the CSR is too short. */
	CSR_KEY_TOO_WEAK(403, "csr-key-too-weak", "Use EC P-256 or P-384, or RSA of 2048 to 8192 bits.", "csr"),

	/** The CSR names somebody else. */
	CSR_ID_MISMATCH(403, "csr-id-mismatch",
			"Leave subject and alternative names empty, or set them to the attested SPIFFE ID alone.", "csr"),

	/** The CSR asks for names beside the SPIFFE ID. */
	CSR_EXTRA_NAMES(403, "csr-extra-names",
			"Leave the alternative names empty, or set them to the attested SPIFFE ID alone.", "csr"),

	/** The CSR asks to be a CA. */
	CSR_CA_REQUESTED(403, "csr-ca-requested", "Leave basic constraints out.", "csr"),

	/** The CSR asks for something an SVID never has. */
	CSR_EXTENSION_NOT_ALLOWED(403, "csr-extension-not-allowed",
			"Ask for no extensions but subjectAltName, keyUsage, extendedKeyUsage and CA:FALSE, once each.", "csr"),

	/** Too many attempts. */
	RATE_LIMITED(429, "rate-limited", "Try again later."),

	/** More documents wait or are in use than the CA can take in. */
	ATTESTATION_OVERLOADED(503, "attestation-overloaded", "Try again later."),

	/** The Kubernetes API server didn't judge the token. */
	KUBERNETES_UNAVAILABLE(503, "kubernetes-unavailable", "Try again later; the CA's log says what is wrong."),

	/** The CA has never seen the cluster's keys. */
	KEY_SET_UNAVAILABLE(503, "key-set-unavailable", "Try again later; the CA's log says what is wrong."),

	/** The authority that signs can't be reached, refuses the CA or has run out. */
	ISSUER_UNAVAILABLE(503, "issuer-unavailable", "Try again later; the log of the CA says why."),

	/** The body can't be read as JSON. */
	MALFORMED_REQUEST(400, "malformed-request", "Send one JSON object, and say so in Content-Type.", "body"),

	/** A field of the body has a value of a wrong type. */
	INVALID_FIELD(400, "invalid-field", "Send texts as texts and numbers as whole numbers."),

	/** The body is of a media type that isn't understood here. */
	UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "Send 'Content-Type: application/json'.", "body"),

	/** The body is larger than any application for an SVID. */
	REQUEST_TOO_LARGE(413, "request-too-large", "Send a CSR and a lifetime and nothing else.", "body"),

	/** The CSR is larger than any that could be granted. */
	CSR_TOO_LARGE(413, "csr-too-large", "Send one PKCS#10 request of at most 8 KiB.", "csr"),

	/** The database of the CA is away, so nothing can be proved or recorded. */
	STORE_UNAVAILABLE(503, "store-unavailable", "Try again later."),

	/** The JWT-SVID would be for nobody, for too many, or for no sensible name. */
	JWT_AUDIENCE_NOT_ALLOWED(400, "jwt-audience-not-allowed",
			"Name 1 to 10 audiences of 1 to 512 printable ASCII characters without spaces; one is best.", "audience"),

	/** The asked-for lifetime of the JWT-SVID is too short. */
	JWT_TTL_OUT_OF_BOUNDS(400, "jwt-ttl-out-of-bounds", "Ask for at least 30 seconds, or leave it out.", "ttlSeconds"),

	/** There is no key to sign JWT-SVIDs with at the moment. */
	JWT_KEY_UNAVAILABLE(503, "jwt-key-unavailable", "Try again later; the log of the CA says why.");

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
