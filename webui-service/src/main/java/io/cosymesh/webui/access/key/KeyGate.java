package io.cosymesh.webui.access.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.TokenGate;

import reactor.core.publisher.Mono;

/**
 * Lets keys in: those that are right, not expired and not used too often.
 */
public final class KeyGate implements TokenGate {

	private final FileKey fileKey;

	private final KeyCache cache;

	private final KeyUses uses;

	private final InstantSource clock;

	KeyGate(FileKey fileKey, KeyCache cache, KeyUses uses, InstantSource clock) {
		this.fileKey = fileKey;
		this.cache = cache;
		this.uses = uses;
		this.clock = clock;
	}

	@Override
	public Mono<SignedIn> enter(String text) {
		Optional<SignedIn> operator = this.fileKey.match(text);
		if (operator.isPresent()) {
			return Mono.just(operator.get());
		}
		return Mono.justOrEmpty(KeyToken.parse(text))
			.flatMap((token) -> this.cache.find(token.id()).filter((known) -> isValid(known, token)))
			.doOnNext(this.uses::take)
			.map((known) -> new SignedIn(known.account(), SignedIn.Proof.KEY, "key:" + known.key().id()));
	}

	/**
	 * Names what may be a key, without what proves it.
	 * @param text what may be one
	 * @return a word for the audit log
	 */
	public static String nameOf(String text) {
		return KeyToken.parse(text).map((token) -> "key:" + token.id()).orElse("key:unknown");
	}

	private boolean isValid(KnownKey known, KeyToken token) {
		Instant now = this.clock.instant();
		return known.key().accepts(token, now) && !known.key().isExpired(now) && !known.scopes().isEmpty();
	}

}
