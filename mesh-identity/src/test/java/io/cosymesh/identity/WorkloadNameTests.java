package io.cosymesh.identity;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WorkloadNameTests {

	private static final TrustDomain TRUST_DOMAIN = TrustDomain.parse("cosymesh.local");

	private final WorkloadName home = new WorkloadName(TRUST_DOMAIN, "cosymesh", "backend-api");

	@Test
	void nameAndIdAreTheSame() {
		SpiffeId id = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
		assertThat(this.home.spiffeId()).isEqualTo(id);
		assertThat(WorkloadName.of(id)).isEqualTo(this.home);
		assertThat(this.home).hasToString(id.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "spiffe://cosymesh.local", "spiffe://cosymesh.local/backend-api",
			"spiffe://cosymesh.local/ns/a/sa/b/c", "spiffe://cosymesh.local/NS/a/sa/b",
			"spiffe://cosymesh.local/ns/A/sa/b", "spiffe://cosymesh.local/ns/a/sa/b.c" })
	void idsOfOtherShapesAreNoNames(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> WorkloadName.of(SpiffeId.parse(id)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-a", "a-", "A", "a_b", "a.b", "a/b", "ä" })
	void labelsAreDnsLabels(String label) {
		assertThatIllegalArgumentException().isThrownBy(() -> new WorkloadName(TRUST_DOMAIN, "cosymesh", label))
			.withMessageStartingWith("The service account must be");
		assertThatIllegalArgumentException().isThrownBy(() -> new WorkloadName(TRUST_DOMAIN, label, "backend-api"))
			.withMessageStartingWith("The namespace must be");
	}

	@Test
	void labelsHaveAtMost63Characters() {
		assertThat(new WorkloadName(TRUST_DOMAIN, "n", "a".repeat(63)).serviceAccount()).hasSize(63);
		assertThatIllegalArgumentException().isThrownBy(() -> new WorkloadName(TRUST_DOMAIN, "n", "a".repeat(64)));
	}

	@Test
	void trustDomainHasNoUnderscore() {
		TrustDomain odd = TrustDomain.parse("cosy_mesh.local");
		assertThatIllegalArgumentException().isThrownBy(() -> new WorkloadName(odd, "cosymesh", "backend-api"))
			.withMessage("Trust domain contains '_'; use letters, digits, '.' and '-'");
	}

	@Test
	void shortNamesBelongToTheOwnNamespace() {
		assertThat(WorkloadName.parseShort("identity-ca", this.home))
			.hasToString("spiffe://cosymesh.local/ns/cosymesh/sa/identity-ca");
		assertThat(WorkloadName.parseShort("spiffe://other.local/ns/a/sa/b", this.home))
			.isEqualTo(new WorkloadName(TrustDomain.parse("other.local"), "a", "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://other.local/ns/a/sa/b", "spiffe://Other.local/ns/a/sa/b", "spiffe://other.local",
			"ns/a/sa/b", "*" })
	void otherTextIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> WorkloadName.parseShort(text, this.home));
	}

}
