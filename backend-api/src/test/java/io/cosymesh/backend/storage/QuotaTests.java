package io.cosymesh.backend.storage;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.unit.DataSize;

import io.cosymesh.backend.storage.QuotaProperties.Limits;
import io.cosymesh.backend.storage.StorageUse.Amount;
import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class QuotaTests {

	private static final Map<String, Amount> VOICES = Map.of("acme", new Amount(600, 3), "other", new Amount(100, 1));

	private static final Map<String, Amount> JOBS = Map.of("acme", new Amount(400, 0));

	@Test
	void whatFeaturesKeepIsAddedUpForEachTenant() {
		Quota quota = quota(DataSize.ofBytes(1000), 5L, Map.of());
		assertThat(quota.usage("acme"))
			.isEqualTo(new Usage("acme", new Usage.Share(1000, 1000L), new Usage.Share(3, 5L)));
		assertThat(quota.usage("other"))
			.isEqualTo(new Usage("other", new Usage.Share(100, 1000L), new Usage.Share(1, 5L)));
		assertThat(quota.usage("nobody").bytes().used()).isZero();
	}

	@Test
	void limitIsWhatMayBeKeptAndNotMore() {
		Quota quota = quota(DataSize.ofBytes(1000), 3L, Map.of());
		assertThatCode(() -> quota.check("acme")).doesNotThrowAnyException();
		assertRefused(quota, new Amount(1, 0), "bytes", 1000, 1000);
		assertRefused(quota, new Amount(0, 1), "voices", 3, 3);
		assertThatCode(() -> quota.check("other", new Amount(900, 2))).doesNotThrowAnyException();
	}

	@Test
	void tenantsMayHaveLimitsOfTheirOwn() {
		Quota quota = quota(DataSize.ofBytes(1000), 3L, Map.of("acme", new Limits(DataSize.ofBytes(2000), null)));
		assertThatCode(() -> quota.check("acme", new Amount(1000, 0))).doesNotThrowAnyException();
		assertRefused(quota, new Amount(1001, 0), "bytes", 2000, 1000);
		assertRefused(quota, new Amount(0, 1), "voices", 3, 3);
	}

	@Test
	void withoutALimitThereIsNone() {
		Quota quota = quota(null, null, Map.of());
		assertThatCode(() -> quota.check("acme", new Amount(1L << 60, 1L << 60))).doesNotThrowAnyException();
		assertThat(quota.usage("acme").voices()).isEqualTo(new Usage.Share(3, null));
	}

	private static void assertRefused(Quota quota, Amount more, String what, long limit, long used) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> quota.check("acme", more))
			.satisfies((problem) -> {
				assertThat(problem.getStatusCode().value()).isEqualTo(409);
				assertThat(problem.getBody().getType()).hasToString("urn:cosymesh:problem:quota-exceeded");
				assertThat(problem.getBody().getProperties()).containsEntry("quota", what)
					.containsEntry("limit", limit)
					.containsEntry("used", used);
			});
	}

	private static Quota quota(DataSize bytes, Long voices, Map<String, Limits> overrides) {
		return new Quota(new QuotaProperties(bytes, voices, overrides), new ObjectProvider<>() {

			@Override
			public Stream<StorageUse> stream() {
				return List
					.<StorageUse>of((tenant) -> VOICES.getOrDefault(tenant, Amount.NOTHING),
							(tenant) -> JOBS.getOrDefault(tenant, Amount.NOTHING))
					.stream();
			}

		});
	}

}
