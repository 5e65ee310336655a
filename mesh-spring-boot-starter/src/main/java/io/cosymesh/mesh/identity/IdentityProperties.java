package io.cosymesh.mesh.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of this application's identity.
 *
 * @param trustDomain trust domain the application belongs to
 * @param namespace namespace within the trust domain
 * @param serviceAccount name within the namespace, the application's name by default
 * @param trustBundle file with the trust bundle in SPIFFE JWKS form, what the first SVID
 * is asked for with; may appear while the application starts
 * @param ca where SVIDs come from
 * @param attestation how the application proves to the CA who it is
 * @param svidTtl lifetime that SVIDs are wished to have, the CA's default if not set; the
 * CA may shorten it
 * @param initialTimeout how long the application waits for its first SVID before it gives
 * up
 */
@Validated
@ConfigurationProperties("cosymesh.identity")
record IdentityProperties(@NotBlank @DefaultValue("cosymesh.local") String trustDomain,
		@NotBlank @DefaultValue("cosymesh") String namespace, @NotBlank String serviceAccount,
		@Nullable Path trustBundle, @Valid @Nullable Ca ca, @DefaultValue Attestation attestation,
		@Nullable Duration svidTtl, @NotNull @DefaultValue("60s") Duration initialTimeout) {

	/**
	 * Configuration properties of the identity CA.
	 *
	 * @param url where SVIDs are renewed, by mutual TLS
	 * @param attestationUrl where the first SVID is issued against an attestation
	 * @param identity who the CA must be: a service account of the same namespace, or a
	 * whole SPIFFE ID
	 */
	record Ca(@NotNull URI url, @NotNull URI attestationUrl, @NotBlank @DefaultValue("identity-ca") String identity) {
	}

	/**
	 * Configuration properties of attestation; exactly one of them is set.
	 *
	 * @param workloadKey file with the private key registered for the service account,
	 * PKCS #8 PEM
	 * @param joinToken file with a one-time token
	 * @param token file with a token that the platform keeps fresh: a projected
	 * ServiceAccount token
	 */
	record Attestation(@Nullable Path workloadKey, @Nullable Path joinToken, @Nullable Path token) {
	}

}
