package io.cosymesh.webui.access.signin;

/**
 * A way to sign in that begins at another site.
 *
 * @param name what people call the site
 * @param path where it begins here
 */
public record ElsewhereSignin(String name, String path) {

}
