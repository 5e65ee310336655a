package io.cosymesh.webui.tls;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The certificate for browsers and scripts.
 *
 * @param certificate PEM file of a chain, leaf first, that replaces the local authority
 * @param privateKey PEM file of the key of that chain
 * @param directory where the local authority keeps its files
 * @param names DNS names and IP addresses the local certificate is good for, besides this
 * host's own
 * @param lifetime how long a local certificate lasts; renewed after two thirds of it
 * @param revocationList where a local certificate says that the revocation list of the
 * local authority is; this gateway serves it at {@code /ca.crl}
 * @param redirect plain HTTP, which knows nothing but the way to HTTPS
 */
@Validated
@ConfigurationProperties("cosymesh.tls")
record TlsProperties(@Nullable Path certificate, @Nullable Path privateKey, @NotNull Path directory,
		@DefaultValue List<String> names, @DefaultValue("90d") Duration lifetime,
		@DefaultValue("https://localhost:8443/ca.crl") URI revocationList, @DefaultValue @Valid Redirect redirect) {

	TlsProperties {
		names = List.copyOf(names);
	}

	/**
	 * Returns whether the local authority signs the certificate.
	 */
	boolean isLocal() {
		return this.certificate == null;
	}

	@AssertTrue(message = "needs both cosymesh.tls.certificate and cosymesh.tls.private-key, or neither")
	boolean isWhole() {
		return (this.certificate == null) == (this.privateKey == null);
	}

	/**
	 * Plain HTTP beside HTTPS.
	 *
	 * @param port port to answer plain HTTP on; none unless set
	 * @param address address of the interface to answer on
	 * @param to port of HTTPS as seen from outside; this server's own unless set
	 */
	record Redirect(@Nullable @Min(0) @Max(65535) Integer port, @DefaultValue("127.0.0.1") InetAddress address,
			@Nullable @Min(1) @Max(65535) Integer to) {

	}

}
