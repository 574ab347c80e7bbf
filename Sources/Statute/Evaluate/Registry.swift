/// Every item code with its rule, in the order of the answer.
package enum Registry {
    package static let rules: [any ItemRule.Type] = [
        LumpDisability.self, LumpMedical.self, LumpEmployment.self, MonthlyDisability.self, Nursing.self, PaidLeavePay.self,
        PaidLeaveCare.self, InpatientMeals.self, OutsideTravel.self, AssistiveDevice.self, MedicalCost.self, AppraisalFee.self,
        LongTermLumpSum.self, PensionTopUp.self, Funeral.self, LumpDeath.self, SurvivorPension.self, MissingWages.self,
        Severance.self, Damages2N.self, NoticePay.self, DoubleWage.self, AnnualLeavePay.self, ExtraCompensation.self,
        ProbationDamages.self,
        WageArrears.self, LivingAllowance.self, SickPay.self, MaternityAllowance.self, OvertimeRestDay.self, OvertimeHoliday.self,
        LeavePay.self, NetPay.self, IncomeTax.self,
        Contribution.self, ContributionShortfall.self, DeductionCap.self, InstalmentPlan.self, BackPayment.self, SITotal.self,
        SIPrincipalEmployer.self, SILateFee.self, EmployerRecoversPersonalSI.self, EmployeeRecoversEmployerSI.self,
        SISubsidyReturn.self, UnemploymentLoss.self, PensionLoss.self,
        Exposure.self, RemedyDates.self,
    ]
}
