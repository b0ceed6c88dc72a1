/**
 * One class under a name that DL4J 1.0.0-M2.1 looks up by reflection and that ND4J no longer has. Nothing of Cohort calls it; it
 * knows nothing of Cohort.
 */
package org.nd4j.nativeblas;
