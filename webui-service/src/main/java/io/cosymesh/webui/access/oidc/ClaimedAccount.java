package io.cosymesh.webui.access.oidc;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.people.Role;

/**
 * Makes an account of what a token says.
 */
final class ClaimedAccount {

	private final OidcProperties properties;

	ClaimedAccount(OidcProperties properties) {
		this.properties = properties;
	}

	/** Returns who it is, nothing for somebody who may do nothing here. */
	Optional<Account> of(Map<String, Object> claims) {
		Set<Scope> scopes = scopes(claims);
		Optional<String> tenant = tenant(claims).filter(Account::isTenant);
		return text(claims.get(this.properties.claims().user())).map((user) -> this.properties.userPrefix() + user)
			.filter(Account::isName)
			.filter((_) -> tenant.isPresent() && !scopes.isEmpty())
			.map((name) -> new Account(tenant.orElseThrow(), name, scopes));
	}

	private Optional<String> tenant(Map<String, Object> claims) {
		String claim = this.properties.claims().tenant();
		return (claim != null && !claim.isEmpty()) ? text(claims.get(claim)) : Optional.of(Account.DEFAULT_TENANT);
	}

	private Set<Scope> scopes(Map<String, Object> claims) {
		OidcProperties.Claims names = this.properties.claims();
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		List<String> roles = words(claims.get(names.roles()));
		if (roles.contains(names.adminRole())) {
			scopes.addAll(Role.ADMIN.scopes());
		}
		if (roles.contains(names.memberRole())) {
			scopes.addAll(Role.MEMBER.scopes());
		}
		words(claims.get(names.scope())).stream()
			.filter((word) -> word.startsWith(names.scopePrefix()))
			.map((word) -> Scope.of(word.substring(names.scopePrefix().length())))
			.flatMap(Optional::stream)
			.forEach(scopes::add);
		return scopes;
	}

	private static Optional<String> text(@Nullable Object claim) {
		return (claim instanceof String text && !text.isBlank()) ? Optional.of(text) : Optional.empty();
	}

	private static List<String> words(@Nullable Object claim) {
		return switch (claim) {
			case String text -> Arrays.asList(text.split(" "));
			case Collection<?> all -> all.stream().map(String::valueOf).toList();
			case null, default -> List.of();
		};
	}

}
