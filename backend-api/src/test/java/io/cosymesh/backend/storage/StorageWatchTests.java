package io.cosymesh.backend.storage;

import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.actuate.endpoint.SimpleHttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.SimpleStatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class StorageWatchTests {

	@TempDir
	private Path home;

	@Test
	void troubleIsToldAndNoReasonToSendCallersAway() {
		Path nowhere = this.home.resolve("nowhere");
		DriverManagerDataSource database = new DriverManagerDataSource(
				"jdbc:h2:file:%s;IFEXISTS=TRUE".formatted(nowhere));
		StorageWatch watch = new StorageWatch(JdbcClient.create(database),
				new DiskAudioStore(nowhere, () -> Instant.EPOCH));
		assertThat(watch.health().getStatus()).isEqualTo(Status.UP);
		watch.check();
		Health health = watch.health();
		assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
		assertThat(health.getDetails()).containsEntry("database", "unreachable").containsEntry("audio", "missing");
		Status readiness = new SimpleStatusAggregator().getAggregateStatus(Status.UP, health.getStatus());
		assertThat(readiness).isEqualTo(Status.UP);
		assertThat(new SimpleHttpCodeStatusMapper().getStatusCode(readiness)).isEqualTo(200);
	}

}
