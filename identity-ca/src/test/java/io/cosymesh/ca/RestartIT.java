package io.cosymesh.ca;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

class RestartIT {

	@TempDir
	private Path home;

	@Test
	void restartedCaKeepsItsRootItsBundleAndItsLineages() throws Exception {
		TrustBundle bundle;
		SvidSnapshot svid;
		try (RunningCa ca = RunningCa.start(this.home, "cosymesh.ca.svid-ttl=2m")) {
			Workload backend = ca.workload("backend-api");
			svid = backend.obtain(backend.register());
			assertThat(Duration.between(svid.notBefore(), svid.notAfter())).isEqualTo(Duration.ofMinutes(3));
			bundle = bundle(ca);
			Files.delete(ca.trustBundle());
		}
		try (RunningCa ca = RunningCa.start(this.home, "cosymesh.ca.svid-ttl=2m")) {
			assertThat(bundle(ca)).isEqualTo(bundle);
			Workload backend = ca.workload("backend-api");
			backend.source().publish(svid.svid(), svid.bundle());
			assertThat(backend.renew().serial()).isNotEqualTo(svid.serial());
		}
	}

	private static TrustBundle bundle(RunningCa ca) throws Exception {
		return new TrustBundleFile(TestSettings.DOMAIN, ca.trustBundle()).read();
	}

}
