package io.cosymesh.identity.bundle;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TrustBundlesTests {

	private static final TrustDomain PARTNER = TrustDomain.parse("partner.example");

	private final TestCa ca = TestCa.create();

	private final TestCa next = TestCa.create();

	private final TestCa partner = TestCa.create(PARTNER.getName(), InstantSource.system());

	private final TrustBundles start = TrustBundles.of(numbered(this.ca, 7));

	@ParameterizedTest
	@CsvSource({ "8, true", "7, false", "6, false", "0, false" })
	void ownBundleOnlyMovesForward(long sequence, boolean taken) {
		TrustBundle candidate = numbered(this.next, sequence);
		assertThat(this.start.with(candidate).own().equals(candidate)).isEqualTo(taken);
		assertThat(this.start.following(Map.of(candidate.trustDomain(), candidate)).own().equals(candidate))
			.isEqualTo(taken);
	}

	@ParameterizedTest
	@CsvSource({ "8, true", "7, false", "6, false", "0, false" })
	void federatedBundlesOnlyMoveForward(long sequence, boolean taken) {
		TrustBundles known = this.start.with(numbered(this.partner, 7));
		TrustBundle candidate = numbered(TestCa.create(PARTNER.getName(), InstantSource.system()), sequence);
		assertThat(known.with(candidate).bundleOf(PARTNER))
			.hasValueSatisfying((bundle) -> assertThat(bundle.equals(candidate)).isEqualTo(taken));
		assertThat(known.following(Map.of(PARTNER, candidate)).bundleOf(PARTNER))
			.hasValueSatisfying((bundle) -> assertThat(bundle.equals(candidate)).isEqualTo(taken));
	}

	@Test
	void bundlesThatNobodyNumberedReplaceOneAnother() {
		TrustBundles known = this.start.with(numbered(this.partner, 0));
		TrustBundle candidate = numbered(TestCa.create(PARTNER.getName(), InstantSource.system()), 0);
		assertThat(known.with(candidate).bundleOf(PARTNER)).contains(candidate);
	}

	@Test
	void nothingNewIsTheSameBundles() {
		TrustBundles known = this.start.with(numbered(this.partner, 7));
		assertThat(known.with(numbered(this.partner, 7))).isSameAs(known);
		assertThat(known
			.following(Map.of(PARTNER, numbered(this.partner, 7), known.own().trustDomain(), numbered(this.ca, 7))))
			.isSameAs(known);
	}

	@Test
	void trustDomainThatIsNoLongerPublishedIsNoLongerTrusted() {
		TrustBundles known = this.start.with(numbered(this.partner, 7));
		TrustBundles after = known.following(Map.of(known.own().trustDomain(), known.own()));
		assertThat(after.bundleOf(PARTNER)).isEmpty();
		assertThat(after.own()).isEqualTo(known.own());
	}

	@Test
	void ownBundleCannotBeTakenAway() {
		assertThat(this.start.following(Map.of()).own()).isEqualTo(this.start.own());
	}

	@Test
	void bundlesAreNeverMerged() {
		TrustBundles known = this.start.with(numbered(this.partner, 9));
		assertThat(known.bundleOf(known.own().trustDomain()).orElseThrow().authorities())
			.containsExactly(this.ca.root());
		assertThat(known.bundleOf(PARTNER).orElseThrow().authorities()).containsExactly(this.partner.root());
		assertThat(known.bundleOf(TrustDomain.parse("third.example"))).isEmpty();
	}

	@Test
	void bundleIsKeptUnderItsOwnNameOnly() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TrustBundles(numbered(this.ca, 1), Map.of(PARTNER, numbered(this.next, 1))));
		assertThatIllegalArgumentException().isThrownBy(() -> new TrustBundles(numbered(this.ca, 1),
				Map.of(this.ca.bundle().trustDomain(), numbered(this.next, 1))));
	}

	private static TrustBundle numbered(TestCa ca, long sequence) {
		return new TrustBundle(ca.bundle().trustDomain(), Set.of(ca.root()), sequence, Duration.ofMinutes(5));
	}

}
