package io.cosymesh.webui.access.key;

/**
 * Which keys somebody wants to see.
 *
 * @param tenant the tenant
 * @param owner the owner, or nothing for all
 * @param after id of the last one of an earlier page, or nothing
 * @param limit how many at most
 */
record KeySearch(String tenant, String owner, String after, int limit) {

}
