package io.cosymesh.ca.authority.vault;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * One contract, against a real Vault where Docker can run one and against the fixture
 * everywhere.
 */
class VaultIT {

	private static final Logger logger = LoggerFactory.getLogger(VaultIT.class);

	@Nested
	class FixtureVault extends VaultContract {

		@Override
		VaultRig rig(Path home) {
			return new VaultFixture(home);
		}

	}

	@Nested
	@TestInstance(Lifecycle.PER_CLASS)
	class RealVault extends VaultContract {

		private ContainerVault vault;

		@BeforeAll
		void start() {
			assumeThat(isDockerThere()).as("Docker").isTrue();
			try {
				this.vault = new ContainerVault();
			}
			catch (RuntimeException ex) {
				logger.warn("No real Vault, so the contract runs against the fixture alone: {}", ex.toString());
			}
			assumeThat(this.vault).as("hashicorp/vault container").isNotNull();
		}

		@AfterAll
		void stop() {
			if (this.vault != null) {
				this.vault.stop();
			}
		}

		@Override
		VaultRig rig(Path home) {
			return this.vault.rig(home);
		}

		private static boolean isDockerThere() {
			try {
				boolean there = CompletableFuture.supplyAsync(() -> DockerClientFactory.instance().isDockerAvailable())
					.get(20, TimeUnit.SECONDS);
				logger.info("Docker {}", there ? "is there" : "is not there: no real Vault is tested");
				return there;
			}
			catch (Exception ex) {
				logger.info("Docker does not answer, so no real Vault is tested: {}", ex.toString());
				return false;
			}
		}

	}

}
