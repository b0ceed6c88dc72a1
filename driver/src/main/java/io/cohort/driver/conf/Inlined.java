package io.cohort.driver.conf;

/** A record whose values stand among the keys of the section that holds it: a part of a section that is too long for one. */
interface Inlined {}
