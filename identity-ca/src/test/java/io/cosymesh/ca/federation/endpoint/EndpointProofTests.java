package io.cosymesh.ca.federation.endpoint;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EndpointProofTests {

	private static final Path FILE = Path.of("some.pem");

	@Test
	void httpsWebShowsACertificate() {
		assertThat(EndpointProof.of(settings("https_web", FILE, FILE)))
			.isEqualTo(new EndpointProof.HostCertificate(FILE, FILE));
	}

	@Test
	void httpsSpiffeShowsTheSvid() {
		assertThat(EndpointProof.of(settings("https_spiffe", null, null))).isEqualTo(new EndpointProof.OwnSvid());
	}

	@Test
	void profileIsNeverGuessed() {
		assertRefused("profile: it is neither", settings(null, FILE, FILE));
		assertRefused("profile: it is neither", settings("HTTPS_WEB", FILE, FILE));
	}

	@Test
	void settingsThatContradictTheProfileAreRefused() {
		assertRefused("certificate: profile 'https_web' needs it", settings("https_web", null, FILE));
		assertRefused("private-key: profile 'https_web' needs it", settings("https_web", FILE, null));
		assertRefused("certificate: profile 'https_spiffe' shows", settings("https_spiffe", FILE, null));
		assertRefused("private-key: profile 'https_spiffe' shows", settings("https_spiffe", null, FILE));
	}

	private static void assertRefused(String message, EndpointSettings settings) {
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> EndpointProof.of(settings))
			.withMessageStartingWith("cosymesh.ca.federation.endpoint." + message);
	}

	private static EndpointSettings settings(@Nullable String profile, @Nullable Path certificate,
			@Nullable Path privateKey) {
		return new EndpointSettings(0, InetAddress.getLoopbackAddress(), profile, certificate, privateKey,
				Duration.ofSeconds(10));
	}

}
