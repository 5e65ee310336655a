package io.cosymesh.identity.authorize;

import java.util.List;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PeerRuleTests {

	private final SpiffeId backend = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");

	private final SpiffeId webui = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/webui-service");

	private final SpiffeId stranger = SpiffeId.parse("spiffe://other.local/ns/cosymesh/sa/backend-api");

	private final TrustDomain trustDomain = TrustDomain.parse("cosymesh.local");

	@Test
	void oneOfAdmitsTheListed() {
		PeerRule rule = new PeerRule.OneOf(Set.of(this.backend));
		assertThat(rule.admits(this.backend)).isTrue();
		assertThat(rule.admits(this.webui)).isFalse();
		assertThat(rule.admits(this.stranger)).isFalse();
		assertThat(rule.admits(SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/Backend-api"))).isFalse();
	}

	@Test
	void namespaceMemberAdmitsServiceAccountsOfTheNamespace() {
		PeerRule rule = new PeerRule.NamespaceMember(this.trustDomain, "cosymesh");
		assertThat(rule.admits(this.backend)).isTrue();
		assertThat(rule.admits(this.stranger)).isFalse();
		assertThat(rule.admits(SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh2/sa/backend-api"))).isFalse();
		assertThat(rule.admits(SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/a/b"))).isFalse();
		assertThat(rule.admits(SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh"))).isFalse();
	}

	@Test
	void domainMemberAdmitsTheTrustDomain() {
		PeerRule rule = new PeerRule.DomainMember(this.trustDomain);
		assertThat(rule.admits(this.backend)).isTrue();
		assertThat(rule.admits(this.stranger)).isFalse();
		assertThat(rule.admits(SpiffeId.parse("spiffe://sub.cosymesh.local/ns/cosymesh/sa/backend-api"))).isFalse();
	}

	@Test
	void anyOfAdmitsWhomOneRuleAdmits() {
		PeerRule rule = new PeerRule.AnyOf(List.of(PeerRule.only(this.backend), new PeerRule.Nobody()));
		assertThat(rule.admits(this.backend)).isTrue();
		assertThat(rule.admits(this.webui)).isFalse();
	}

	@Test
	void nobodyAndEmptyRulesAdmitNobody() {
		assertThat(new PeerRule.Nobody().admits(this.backend)).isFalse();
		assertThat(new PeerRule.OneOf(Set.of()).admits(this.backend)).isFalse();
		assertThat(new PeerRule.AnyOf(List.of()).admits(this.backend)).isFalse();
	}

}
