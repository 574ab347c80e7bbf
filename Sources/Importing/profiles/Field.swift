/// What a column of a file can mean. Names are the columns of our records.
package enum Field: String, Sendable, CaseIterable, Hashable {
    // Work side of a person.
    case staffNo = "staff_no", fullName = "full_name", firstName = "first_name", middleName = "middle_name", lastName = "last_name"
    case gender, mobilePhone = "mobile_phone", workEmail = "work_email", department, subdepartment, section
    case designation, reportsTo = "reports_to", dateOfJoining = "date_of_joining", confirmationDate = "final_confirmation_date"
    case employmentType = "employment_type", employmentStatus = "employment_status", relievingDate = "relieving_date"
    case leavingReason = "leaving_reason", workLocation = "work_location", jurisdiction, attendanceDevice = "attendance_device_id"
    // Private side.
    case dateOfBirth = "date_of_birth", identityType = "identity_type", identityNumber = "identity_number"
    case personalEmail = "personal_email", address, bankName = "bank_name", bankAccount = "bank_account_number"
    case socialInsurance = "social_insurance_number", housingFund = "housing_fund_number", residenceType = "residence_type"
    case emergencyName = "emergency_contact_name", emergencyRelation = "emergency_contact_relation"
    case emergencyPhone = "emergency_contact_phone"
    // Contract.
    case contractReference = "contract_reference", contractCompany = "contract_company", contractType = "contract_type"
    case contractPeriodType = "contract_period_type", startDate = "start_date", endDate = "end_date"
    case trialEndDate = "trial_end_date", firstContractStart = "first_contract_start_date", renewalCount = "renewal_count"
    case wage, currency, wageType = "wage_type", noticePeriod = "notice_period_days"
    // Pay.
    case period, payDate = "pay_date", grossPay = "gross_pay", totalDeduction = "total_deduction", netPay = "net_pay"
    case payrollRun = "payroll_run", workingDays = "total_working_days", paymentDays = "payment_days"
    // Contributions.
    case month = "contribution_month", insuranceType = "insurance_type", base = "contribution_base"
    case employerRate = "employer_rate", employeeRate = "employee_rate", employerAmount = "employer_amount"
    case employeeAmount = "employee_amount", contributionStatus = "contribution_status", paidOn = "paid_on"
    // Leave.
    case leaveType = "leave_type", unit, fromDate = "from_date", toDate = "to_date", entitled, used
}
