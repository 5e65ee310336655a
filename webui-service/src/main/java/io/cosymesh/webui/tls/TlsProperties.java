package io.cosymesh.webui.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.AssertTrue;
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
 */
@Validated
@ConfigurationProperties("cosymesh.tls")
record TlsProperties(@Nullable Path certificate, @Nullable Path privateKey, @NotNull Path directory,
		@DefaultValue List<String> names, @DefaultValue("90d") Duration lifetime) {

	TlsProperties {
		names = List.copyOf(names);
	}

	@AssertTrue(message = "needs both cosymesh.tls.certificate and cosymesh.tls.private-key, or neither")
	boolean isWhole() {
		return (this.certificate == null) == (this.privateKey == null);
	}

}
