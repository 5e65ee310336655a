package io.cosymesh.mesh.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import io.spiffe.spiffeid.SpiffeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

class MeshLimitAutoConfigurationTests {

	private static final SpiffeId BACKEND = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");

	private static final SpiffeId FOREIGN = SpiffeId.parse("spiffe://partner.example/batch/importer");

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MeshLimitAutoConfiguration.class))
		.withBean(WorkloadName.class,
				() -> WorkloadName.of(SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine")));

	@Test
	void limitsAreReadAsTheyAreWritten() {
		this.application.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml("""
				cosymesh:
				  limits:
				    total: { per-second: 1, burst: 3 }
				    per-peer: { per-second: 1, burst: 1 }
				    overrides:
				      backend-api: { per-second: 1, burst: 2 }
				      "[spiffe://partner.example/batch/importer]": { per-second: 1, burst: 1 }
				"""))).run((context) -> {
			PeerLimits limits = context.getBean(PeerLimits.class);
			assertThat(limits.count(BACKEND)).isEmpty();
			assertThat(limits.count(BACKEND)).isEmpty();
			assertThat(limits.count(BACKEND)).map(Excess::scope).contains(LimitScope.OVERRIDE);
			assertThat(limits.count(FOREIGN)).isEmpty();
			assertThat(limits.count(FOREIGN)).map(Excess::scope).contains(LimitScope.TOTAL);
		});
	}

	@Test
	void withoutConfigurationNothingIsLimited() {
		this.application.run((context) -> {
			for (int request = 0; request < 1000; request++) {
				assertThat(context.getBean(PeerLimits.class).count(BACKEND)).isEmpty();
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "cosymesh.limits.total.per-second=0", "cosymesh.limits.per-peer.burst=-1",
			"cosymesh.limits.overrides.backend-api.per-second=5" })
	void rateThatLetsNothingThroughFailsToStart(String property) {
		this.application.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BindValidationException.class)
				.hasMessageContaining("must be set to a whole number of 1 or more"));
	}

	@Test
	void misspeltLimitFailsToStart() {
		this.application
			.withPropertyValues("cosymesh.limits.per-caller.per-second=5", "cosymesh.limits.per-caller.burst=5")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(UnboundConfigurationPropertiesException.class)
				.hasMessageContaining("cosymesh.limits.per-caller"));
	}

	@Test
	void overrideForNobodyFailsToStartAndSaysHowToWriteIt() {
		refused("partner.example", "names no peer", "in quotes and brackets");
		refused("Backend API", "names no peer", "service account of this namespace");
	}

	@Test
	void peerWithTwoRatesFailsToStart() {
		this.application.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml("""
				cosymesh.limits.overrides:
				  backend-api: { per-second: 1, burst: 2 }
				  "[spiffe://cosymesh.local/ns/cosymesh/sa/backend-api]": { per-second: 1, burst: 1 }
				""")))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MeshConfigurationException.class)
				.hasMessageContaining("is a peer that has another rate"));
	}

	private void refused(String peer, String problem, String action) {
		this.application.withPropertyValues(rate(peer), burst(peer))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(MeshConfigurationException.class, (failure) -> {
					assertThat(failure.property()).isEqualTo("cosymesh.limits.overrides");
					assertThat(failure).hasMessageContaining(peer).hasMessageContaining(problem);
					assertThat(failure.action()).contains(action);
				}));
	}

	private static String rate(String peer) {
		return "cosymesh.limits.overrides[%s].per-second=1".formatted(peer);
	}

	private static String burst(String peer) {
		return "cosymesh.limits.overrides[%s].burst=1".formatted(peer);
	}

	private static PropertySource<?> yaml(String text) {
		try {
			return new YamlPropertySourceLoader()
				.load("test", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
				.getFirst();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
