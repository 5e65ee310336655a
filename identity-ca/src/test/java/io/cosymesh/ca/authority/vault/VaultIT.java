package io.cosymesh.ca.authority.vault;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.cosymesh.build.LocalImages;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * One contract, against a real Vault where Docker has one and against the fixture
 * everywhere.
 */
class VaultIT {

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
			assumeThat(LocalImages.contain(ContainerVault.IMAGE))
				.as("%s; docker pull it to run the contract against a real Vault", ContainerVault.IMAGE)
				.isTrue();
			this.vault = new ContainerVault();
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

	}

}
